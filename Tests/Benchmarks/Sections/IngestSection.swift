import Glibc

/// `ingest.durable_rate`: webhooks per second that are sealed, stored, fsynced and answered with 202, with 64 connections;
/// `ingest.durable_over_noop`: the same over what the server answers when it only reads the body and says yes. Each is the
/// median of three rounds that alternate. Runs are stored and not executed meanwhile, so that the figure is of intake alone.
enum IngestSection {
    private static let seconds = 4

    static func run() async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        _ = try Plugins.folder(folder)
        let server = try BenchmarkServer(folder: folder, runs: false)
        defer { server.end() }
        let path = try server.webhook(Workflows.echo(steps: 1))
        let script = "\(folder)/post.lua"
        _ = try ChildProcess.output(of: "sh", ["-c", "cat > \"$1\" <<'END'\n\(Self.script)\nEND", "sh", script])
        _ = try load(server, "/noop", script)
        var rounds: [(durable: Double, noop: Double)] = []
        for _ in 0..<3 { rounds.append((try load(server, path, script), try load(server, "/noop", script))) }
        report("ingest.durable_rate", rounds.map(\.durable).sorted()[1], "per second")
        report("ingest.noop_rate", rounds.map(\.noop).sorted()[1], "per second")
        report("ingest.durable_over_noop", rounds.map { $0.durable / $0.noop }.sorted()[1], "times")
    }

    /// wrk's own figure of requests per second; an answer other than 202 fails the section.
    private static func load(_ server: BenchmarkServer, _ path: String, _ script: String) throws -> Double {
        let output = try ChildProcess.output(of: "wrk", [
            "-t1", "-c64", "-d\(seconds)s", "-s", script, "http://127.0.0.1:\(server.port)\(path)",
        ])
        guard !output.contains("Non-2xx"), let line = output.split(separator: "\n").first(where: { $0.contains("Requests/sec:") }),
            let rate = line.split(separator: " ").last.flatMap({ Double($0) })
        else { throw BenchmarkError("wrk failed:\n\(output)") }
        return rate
    }

    private static var script: String {
        let body = String(decoding: Documents.order, as: UTF8.self)
        return "wrk.method = \"POST\"\nwrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.body = [==[\(body)]==]"
    }
}
