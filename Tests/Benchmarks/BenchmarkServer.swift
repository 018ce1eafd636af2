import API
import App
import Engine
import Glibc
import HTTPTypes
import Logging
import ServiceLifecycle
import UnixSignals

/// A host of its own in a process of its own, with a no-op route beside the real ones. It ends with whoever started it,
/// however that ends.
struct BenchmarkServer {
    let process: ChildProcess
    let folder: String
    let port: UInt16
    /// From the start of the process to the first answer of `/ready`.
    let readyAfter: Duration
    /// The other end is the server's standard input: the kernel closes this one when we end.
    private let lifeline: Int32

    /// - Parameter runs: Whether it executes the runs that webhooks start, or only stores them.
    init(folder: String, runs: Bool = true) throws {
        self.folder = folder
        port = try Loopback.freePort()
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw BenchmarkError("No pipe.") }
        defer { close(ends[0]) }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        lifeline = ends[1]
        let clock = ContinuousClock()
        let start = clock.now
        process = try ChildProcess(programPath, ["server", folder, String(port), runs ? "runs" : "no-runs"], input: ends[0])
        while true {
            if let client = try? HTTPClient(port: port) {
                defer { client.end() }
                if let answer = try? client.request("GET", "/ready"), answer.status == 200 { break }
            }
            guard clock.now - start < .seconds(30) else { throw BenchmarkError("The host does not become ready.") }
            usleep(500)
        }
        readyAfter = clock.now - start
    }

    func end() {
        process.end()
        close(lifeline)
    }

    var key: String {
        get throws { try ChildProcess.output(of: "cat", ["\(folder)/data/admin.key"]).filter { $0 != "\n" } }
    }

    /// Calls the API as the admin.
    func call(_ method: String, _ path: String, _ body: String = "") throws -> String {
        let client = try HTTPClient(port: port)
        defer { client.end() }
        let answer = try client.request(method, path, body: Array(body.utf8), headers: ["authorization": "Bearer \(key)"])
        guard (200..<300).contains(answer.status) else { throw BenchmarkError("\(method) \(path): \(answer.status) \(answer.body)") }
        return answer.body
    }

    /// Saves a workflow and gives the path of its webhook.
    func webhook(_ document: String) throws -> String {
        let answer = try call("POST", "/api/v1/workflows", document)
        guard let start = answer.firstRange(of: "/webhooks/"), let end = answer[start.lowerBound...].firstIndex(of: "\"") else {
            throw BenchmarkError("The workflow has no webhook: \(answer)")
        }
        return String(answer[start.lowerBound..<end])
    }

    /// What the child does.
    static func serve(folder: String, port: UInt16, runs: Bool) async throws {
        Thread.start {
            var byte: UInt8 = 0
            _ = unsafe read(STDIN_FILENO, &byte, 1)
            exit(1)
        }
        let host = try await Host.benchmark(folder: folder, port: port)
        let services = runs ? host.services : host.services.filter { !($0 is Executor) }
        try await ServiceGroup(
            configuration: .init(services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm], logger: Logger(label: "bench"))
        ).run()
    }
}

extension Host {
    /// A host on `folder/data` and `folder/plugins.d`, silent but for errors.
    static func benchmark(folder: String, port: UInt16 = 0) async throws -> Host {
        var settings = Settings()
        settings.listen = ListenAddress(host: "127.0.0.1", port: Int(port))
        settings.data = folder + "/data"
        settings.plugins = folder + "/plugins.d"
        settings.logLevel = .error
        settings.addressRate = 0 // all load comes from one address
        let noop = Route(
            .post, "/noop", id: "noop", tag: "Benchmark", summary: "Reads the body and answers.",
            body: Route.Body.any(limit: 1 << 20), answers: []
        ) { _ in .json(bytes: Array("{}".utf8), status: .accepted) }
        return try await Host.open(settings, logger: Logger(label: "bench") { JSONLogHandler(label: $0, level: .error) }, more: [noop])
    }
}
