import Foundation
import PluginHost
import Testing

/// A plugin that this test run builds from C, as a stranger would: `cc` and the header.
struct FixturePlugin {
    let path: String

    /// Builds `Tests/Fixtures/<source>` as `<id>.so` in a folder of its own.
    init(_ source: String, id: String, _ options: [String] = []) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "patchbay-workbench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = "\(folder)/\(id).so"
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["cc", "-std=gnu11", "-O1", "-shared", "-fPIC", "-fvisibility=hidden", "-pthread"]
            + ["-I", "\(Self.root)/PluginAPI/Header", "-o", path, "\(Self.root)/Tests/Fixtures/\(source)"] + options
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "\(source) does not compile with \(options)")
    }

    static func faulty(_ options: [String] = []) throws -> FixturePlugin {
        try FixturePlugin("Faulty/faulty.c", id: "faulty", options)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path

    /// The folder of the products: SwiftPM puts them beside the test executable.
    static let products = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        .map { ($0 as NSString).deletingLastPathComponent } ?? ""

    static let configuration = PluginHostConfiguration(folder: products, worker: products + "/patchbay-worker")
}
