package import Foundation

/// `Tests/Fixtures/Relay/relay.c`, built once per test run as a stranger would: with `cc` and the header.
package enum RelayPlugin {
    /// A build that forgets that its secrets are secret.
    package static let careless = Result { try build(["-DCARELESS"]) }
    package static let careful = Result { try build([]) }

    /// Puts a build into a folder, with a policy that lets it reach loopback.
    package static func install(_ library: Result<Data, any Error> = careful, in folder: String) throws {
        try library.get().write(to: URL(fileURLWithPath: "\(folder)/relay.so"))
        try Data(#"{"private_hosts":["127.0.0.1"]}"#.utf8).write(to: URL(fileURLWithPath: "\(folder)/relay.json"))
    }

    struct BuildFailure: Error { let status: Int32 }

    private static func build(_ definitions: [String]) throws -> Data {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path
        let output = FileManager.default.temporaryDirectory.appending(path: "relay-\(UUID().uuidString).so")
        defer { try? FileManager.default.removeItem(at: output) }
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let flags = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC", "-fvisibility=hidden"]
        let files = ["-I", "\(root)/PluginAPI/Header", "-o", output.path, "\(root)/Tests/Fixtures/Relay/relay.c"]
        compiler.arguments = ["cc"] + flags + definitions + files
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw BuildFailure(status: compiler.terminationStatus) }
        return try Data(contentsOf: output)
    }
}
