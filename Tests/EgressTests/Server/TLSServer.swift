import Foundation

/// `openssl s_server` with a certificate for api.example.com from an authority of its own; answers every GET with a status page.
struct TLSServer: Sendable {
    let port: UInt16
    /// PEM file.
    let authority: String
}

struct OpenSSLFailed: Error { let arguments: [String] }

/// A TLS server for the length of `body`; `options` are passed to `s_server`.
func withTLSServer(options: [String] = [], _ body: (TLSServer) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("patchbay-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try makeCertificates(in: folder)

    let output = Pipe()
    let process = openssl(["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key", "-www"] + options, in: folder)
    process.standardOutput = output
    try process.run()
    defer {
        // A child inherits the blocked signals of the thread that starts it, so an ordinary termination may never arrive.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
    guard let port = try acceptedPort(output.fileHandleForReading) else { throw OpenSSLFailed(arguments: process.arguments ?? []) }
    try await body(TLSServer(port: port, authority: folder.appendingPathComponent("ca.pem").path))
}

/// The port in the line `ACCEPT 127.0.0.1:41234`, which is preceded by others.
private func acceptedPort(_ output: FileHandle) throws -> UInt16? {
    var line = ""
    while let byte = try output.read(upToCount: 1), let character = byte.first.map({ Character(Unicode.Scalar($0)) }) {
        guard character == "\n" else {
            line.append(character)
            continue
        }
        if line.hasPrefix("ACCEPT ") { return line.split(separator: ":").last.flatMap { UInt16($0) } }
        line = ""
    }
    return nil
}

private func makeCertificates(in folder: URL) throws {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    try run(["req", "-x509"] + key + ["-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test authority"], in: folder)
    try run(
        ["req", "-x509", "-CA", "ca.pem", "-CAkey", "ca.key"] + key + [
            "-keyout", "server.key", "-out", "server.pem", "-days", "2", "-subj", "/CN=api.example.com",
            "-addext", "subjectAltName=DNS:api.example.com", "-addext", "basicConstraints=critical,CA:FALSE",
        ],
        in: folder
    )
}

private func run(_ arguments: [String], in folder: URL) throws {
    let process = openssl(arguments, in: folder)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw OpenSSLFailed(arguments: arguments) }
}

private func openssl(_ arguments: [String], in folder: URL) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
}
