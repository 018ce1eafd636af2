/// `start.ready`: from starting the process to the first answer of `/ready`, on a data folder that exists, with the
/// connectors of the repository; `host.rss_idle`: what the host then has in memory.
enum StartSection {
    static func run() async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        _ = try Plugins.folder(folder, connectors: ["discord", "http", "slack", "text"])
        var times: [Double] = []
        var memory = 0.0
        for _ in 0..<6 {
            let server = try BenchmarkServer(folder: folder)
            times.append(server.readyAfter.inSeconds * 1000)
            memory = Workers.residentMemory(of: server.process.id)
            server.end()
        }
        // The first start makes database and keys.
        report("start.ready", times.dropFirst().sorted()[2], "ms")
        report("host.rss_idle", memory, "MB")
    }
}
