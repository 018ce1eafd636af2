import Glibc
import Logging
import Model
import PatchbayJSON
import PluginHost
import ServiceLifecycle

/// What a call into a plugin costs, through the host's whole asynchronous path. The plugin is the echo in C, the input 1 KiB.
enum PluginSection {
    private static let calls = 20_000

    /// `plugin.call.inprocess.p50` with both JSON checks; `plugin.call.inprocess.unchecked.p50` of an operation whose
    /// documents the host hands through as bytes.
    static func inProcess() async throws {
        try await withHost(policies: ["echo": #"{"isolation": "none"}"#]) { host in
            report("plugin.call.inprocess.p50", try await latency { _ = try await act(host) }, "µs")
            report("plugin.call.inprocess.unchecked.p50", try await latency { try await call(host, "echo", Documents.order, .eventNormalize) }, "µs")
        }
    }

    /// `plugin.call.worker.p50` one at a time, `plugin.call.worker.rate32` with 32 in flight.
    static func worker(suffix: String) async throws {
        try await withHost { host in
            report("plugin.call.worker\(suffix).p50", try await latency { _ = try await act(host) }, "µs")
            if suffix.isEmpty { report("plugin.call.worker.rate32", try await rate(host, inFlight: 32), "per second") }
        }
    }

    /// `worker.cold_start` to the first answer of a worker that has to be started; `worker.private_memory` of a Swift
    /// connector that has answered and idles.
    static func coldStart() async throws {
        try await withHost(connectors: ["text"]) { host in
            var samples = Samples(reserving: 30)
            let clock = ContinuousClock()
            for _ in 0..<30 {
                host.restart("text")
                samples.add(try await clock.measure { try await call(host, "text", textInput) })
            }
            report("worker.cold_start", samples.percentile(0.5) / 1000, "ms")
        }
        try await withHost(connectors: ["text"]) { host in
            try await call(host, "text", textInput)
            let memory = Workers.children().map(Workers.privateMemory).max() ?? 0
            report("worker.private_memory", memory, "MB")
        }
    }

    private static func latency(_ call: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        var samples = Samples(reserving: calls)
        for round in 0..<calls {
            let start = clock.now
            try await call()
            if round > calls / 10 { samples.add(clock.now - start) }
        }
        return samples.percentile(0.5)
    }

    private static func rate(_ host: PluginHost, inFlight: Int) async throws -> Double {
        let perTask = 6_000
        let clock = ContinuousClock()
        let time = try await clock.measure {
            try await withThrowingTaskGroup { group in
                for _ in 0..<inFlight {
                    group.addTask {
                        let input = try JSON.parse(Documents.order) // of its own, as callers have
                        for _ in 0..<perTask { _ = try await act(host, input) }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(inFlight * perTask) / time.inSeconds
    }

    /// An action of the echo with input and output held against their schemas.
    private static func act(_ host: PluginHost, _ input: JSON = order) async throws -> ActionResult {
        try await host.runAction(
            connector: "echo",
            ActionCall(
                "echo", input: input, connection: nil, idempotencyKey: "k", attempt: 1, timeout: .seconds(30), workspace: workspace,
                trace: trace, services: Silence()))
    }

    private static func call(
        _ host: PluginHost, _ connector: String, _ input: [UInt8], _ operation: PluginOperation = .actionRun
    ) async throws {
        _ = try await host.call(
            connector: connector,
            PluginCall(operation, input: input, timeout: .seconds(30), workspace: workspace, trace: trace, services: Silence()))
    }

    private static func withHost(
        connectors: [String] = [], policies: [String: String] = [:],
        _ body: @escaping @Sendable (PluginHost) async throws -> Void
    ) async throws {
        let scratch = try Scratch.make()
        defer { Scratch.remove(scratch) }
        let configuration = PluginHostConfiguration(folder: try Plugins.folder(scratch, connectors: connectors, policies: policies))
        let host = PluginHost(configuration: configuration, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        await host.load()
        let group = ServiceGroup(configuration: .init(services: [.init(service: host)], logger: Logger(label: "bench")))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await body(host)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static let workspace = WorkspaceID()
    private static let trace = TraceContext.new()
    private static let order = (try? JSON.parse(Documents.order)) ?? .null
    private static let textInput = Array(#"{"action":"markdown_to_html","idempotency_key":"k","input":{"text":"**hello**"}}"#.utf8)
}

/// A host side that offers nothing: the plugins measured here ask for nothing.
private struct Silence: CallServices {
    func fetch(_ request: [UInt8]) async -> FetchReply { FetchReply(status: .cancelled, document: []) }
    func log(_ level: PluginLogLevel, _ message: String) {}
}
