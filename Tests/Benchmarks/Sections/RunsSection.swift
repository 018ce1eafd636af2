import App
import Engine
import Identity
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Triggers

/// `runs.two_step_rate`: runs per second of a workflow with two steps of a sandboxed plugin, from the first webhook taken in
/// to the end of the last run, every step durable; 64 webhooks at once.
enum RunsSection {
    private static let count = 4_000

    static func run() async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        _ = try Plugins.folder(folder)
        let host = try await Host.benchmark(folder: folder)
        try await host.whileServing {
            let workspace = host.identity.workspace
            _ = try await host.workflows.create(try JSON.parse(Workflows.echo(steps: 2)), in: workspace)
            _ = try await rate(host, workspace, count: count / 10)
            report("runs.two_step_rate", try await rate(host, workspace, count: count), "per second")
        }
    }

    private static func rate(_ host: Host, _ workspace: WorkspaceID, count: Int) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let runs = try await withThrowingTaskGroup(of: [RunID].self) { group in
            for _ in 0..<64 {
                group.addTask {
                    var runs: [RunID] = []
                    for _ in 0..<count / 64 {
                        let receipt = try await host.intake.receive(
                            workspace: workspace.text, path: "echo", method: "POST", query: "", headers: [], body: Documents.order,
                            trace: .new())
                        runs.append(receipt.run)
                    }
                    return runs
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        for run in runs { try await end(of: run, host, workspace) }
        return Double(runs.count) / (clock.now - start).inSeconds
    }

    /// Waits until a run has ended, looking at its row alone: nearly all have ended by the time they are asked about.
    private static func end(of run: RunID, _ host: Host, _ workspace: WorkspaceID) async throws {
        var state = try await host.runs.current(run, in: workspace).state
        if !state.isTerminal { state = try await host.runs.wait(for: run, in: workspace, .seconds(60)).run.state }
        guard state == .succeeded else { throw BenchmarkError("Run \(run) is \(state).") }
    }
}

extension Host {
    /// Runs the services around `body` and stops them gracefully.
    func whileServing(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let group = ServiceGroup(configuration: .init(services: services.map { .init(service: $0) }, logger: Logger(label: "bench")))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
