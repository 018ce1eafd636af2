import Glibc
import Synchronization

/// `ingest_to_provider.p50` and `.p99`: from sending a webhook to the arrival of the request that its workflow makes at a
/// provider on loopback, one at a time: intake with its fsync, the run, the sandboxed plugin, and the request.
enum ProviderSection {
    private static let count = 1_000

    static func run() async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        _ = try Plugins.folder(folder, connectors: ["http"], policies: ["http": #"{"private_hosts": ["127.0.0.1"]}"#])
        let provider = try ArrivalServer()
        let server = try BenchmarkServer(folder: folder)
        defer { server.end() }
        _ = try server.call("POST", "/api/v1/connections", """
            {"connector":"http","scheme":"none","name":"Loopback","fields":{"allowed_hosts":["http://127.0.0.1:\(provider.port)"]}}
            """)
        let path = try server.webhook("""
            {"name":"Call","trigger":{"type":"webhook","path":"/call"},"steps":[{"connector":"http","action":"request","connection":1,
            "config":{"method":"POST","url":"http://127.0.0.1:\(provider.port)/","json":{"order":"{{id}}"}}}]}
            """)
        let client = try HTTPClient(port: server.port)
        defer { client.end() }
        var samples = Samples(reserving: count)
        let clock = ContinuousClock()
        for round in 0..<count + 100 {
            let start = clock.now
            let answer = try client.request("POST", path, body: Documents.order)
            guard answer.status == 202 else { throw BenchmarkError("The webhook was answered \(answer.status): \(answer.body)") }
            let arrival = try provider.nextArrival()
            if round >= 100 { samples.add(arrival - start) }
        }
        report("ingest_to_provider.p50", samples.percentile(0.5) / 1000, "ms")
        report("ingest_to_provider.p99", samples.percentile(0.99) / 1000, "ms")
    }
}

/// A provider that notes when requests arrive and answers `{}`; a thread for each connection.
final class ArrivalServer: Sendable {
    let port: UInt16
    private let arrivals: Int32
    private let noted: Int32

    init() throws {
        let listener = try Loopback.listener()
        port = Loopback.port(of: listener)
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw BenchmarkError("No pipe.") }
        (arrivals, noted) = (ends[0], ends[1])
        let noted = noted
        Thread.start {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.start { Self.serve(connection, noted) }
            }
        }
    }

    /// Waits for the next request and gives the moment of its arrival.
    func nextArrival() throws -> ContinuousClock.Instant {
        var moment = ContinuousClock().now
        var waiting = pollfd(fd: arrivals, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, 30_000) == 1 else { throw BenchmarkError("No request arrives at the provider.") }
        _ = unsafe withUnsafeMutableBytes(of: &moment) { unsafe read(arrivals, $0.baseAddress, $0.count) }
        return moment
    }

    /// Requests are small and come one at a time, so each read is one request.
    private static func serve(_ connection: Int32, _ noted: Int32) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let answer = Array("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}".utf8)
        while unsafe chunk.withUnsafeMutableBytes({ unsafe read(connection, $0.baseAddress, $0.count) }) > 0 {
            var moment = ContinuousClock().now
            _ = unsafe withUnsafeBytes(of: &moment) { unsafe write(noted, $0.baseAddress, $0.count) }
            _ = unsafe answer.withUnsafeBytes { unsafe write(connection, $0.baseAddress, $0.count) }
        }
        close(connection)
    }
}
