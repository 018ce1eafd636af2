import Foundation

/// `Tests/Fixtures/Relay/relay.c`, built once per test run as a stranger would: with `cc` and the header.
enum RelayPlugin {
    struct BuildFailure: Error { let status: Int32 }

    /// Puts the plugin into a folder, with a policy that lets it reach loopback.
    static func install(in folder: String) throws {
        try library.get().write(to: URL(fileURLWithPath: "\(folder)/relay.so"))
        try Data(#"{"private_hosts":["127.0.0.1"]}"#.utf8).write(to: URL(fileURLWithPath: "\(folder)/relay.json"))
    }

    private static let library = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL.path
        let output = FileManager.default.temporaryDirectory.appending(path: "relay-\(UUID().uuidString).so")
        defer { try? FileManager.default.removeItem(at: output) }
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "cc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC", "-fvisibility=hidden",
            "-I", "\(root)/PluginAPI/Header", "-o", output.path, "\(root)/Tests/Fixtures/Relay/relay.c",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw BuildFailure(status: compiler.terminationStatus) }
        return try Data(contentsOf: output)
    }
}
