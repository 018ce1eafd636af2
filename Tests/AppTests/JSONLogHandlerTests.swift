import App
import Logging
import PatchbayJSON
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    /// What a logger with our handler writes.
    private func lines(_ body: (Logger) -> Void) throws -> [JSON] {
        let written = LineCollector()
        body(Logger(label: "test") { JSONLogHandler(label: $0, level: .debug) { written.add($0) } })
        return try written.lines.map { try JSON.parse($0) }
    }

    @Test func `a line is one JSON object with its metadata`() throws {
        let line = try lines { $0.info("served", metadata: ["status": .stringConvertible(200), "path": "/x\n"]) }[0]
        #expect(line["message"]?.string == "served")
        #expect(line["level"]?.string == "info")
        #expect(line["status"]?.int64 == 200)
        #expect(line["path"]?.string == "/x\n")
    }

    @Test(arguments: ["authorization", "Set-Cookie", "api_key", "access_token", "client_secret", "password"])
    func `a field named like a secret is redacted`(name: String) throws {
        let line = try lines { $0.info("x", metadata: [name: "canary"]) }[0]
        #expect(!line.text().contains("canary"))
    }

    @Test(arguments: ["sent Bearer canary-1 to x", "Basic canary", "key pb_admin_canary.", "nested: pb_admin_canary"])
    func `keys and bearer tokens in texts are redacted`(text: String) throws {
        let line = try lines { $0.error("\(text)", metadata: ["detail": .array([.string(text)])]) }[0]
        #expect(!line.text().contains("canary"))
    }
}

private final class LineCollector: Sendable {
    private let state = Mutex<[[UInt8]]>([])
    var lines: [[UInt8]] { state.withLock { $0 } }
    func add(_ line: [UInt8]) { state.withLock { $0.append(line) } }
}
