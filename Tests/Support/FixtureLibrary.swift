import Foundation

/// A plugin of `Tests/Fixtures`, built as a stranger would: with `cc` and the header.
enum FixtureLibrary {
    struct BuildFailure: Error { let status: Int32 }

    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures").standardizedFileURL

    /// The paths of the C files in a folder, but for those named.
    static func sources(in folder: String, without others: [String] = []) throws -> [String] {
        let folder = fixtures.appending(path: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".c") && !others.contains($0) }
        return names.map { folder.appending(path: $0).path }
    }

    static func build(_ sources: [String], _ options: [String]) throws -> Data {
        let output = FileManager.default.temporaryDirectory.appending(path: "fixture-\(UUID().uuidString).so")
        defer { try? FileManager.default.removeItem(at: output) }
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let flags = ["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-fvisibility=hidden", "-pthread"]
        let header = fixtures.appending(path: "../../PluginAPI/Header").standardizedFileURL.path
        compiler.arguments = ["cc"] + options + flags + ["-I", header, "-o", output.path] + sources
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw BuildFailure(status: compiler.terminationStatus) }
        return try Data(contentsOf: output)
    }
}
