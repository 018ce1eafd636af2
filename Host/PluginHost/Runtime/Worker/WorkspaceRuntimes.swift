import Model
import Synchronization

/// Runs a plugin in a worker for each workspace, so that what one workspace's calls leave in its memory no other's can find.
///
/// The worker that told its manifest has seen no call, and becomes the first workspace's. One workspace's crashes keep no
/// other from starting. What remains of a workspace that calls no more is a few hundred bytes.
final class WorkspaceRuntimes: PluginRuntime {
    private struct State {
        /// Loaded for its manifest, not given to a workspace yet.
        var spare: WorkerRuntime?
        var runtimes: [WorkspaceID: WorkerRuntime] = [:]
        var limits: PluginLimits?
        var retired = false

        var all: [WorkerRuntime] { (spare.map { [$0] } ?? []) + Array(runtimes.values) }
    }

    private let make: @Sendable () -> WorkerRuntime
    private let first: WorkerRuntime
    private let shared: Mutex<State>

    /// `make` gives a runtime whose worker is not started yet.
    init(make: @escaping @Sendable () -> WorkerRuntime) {
        self.make = make
        first = make()
        shared = Mutex(State(spare: first))
    }

    func load() async throws(PluginRefusal) -> LoadedPlugin {
        try await first.load()
    }

    func configure(_ limits: PluginLimits) {
        let all = shared.withLock { shared in
            shared.limits = limits
            return shared.all
        }
        for runtime in all { runtime.configure(limits) }
    }

    func run(_ call: PluginCall, deadline: MonotonicTime) async -> CallOutcome {
        guard let runtime = runtime(of: call.workspace) else { return .notTaken }
        return await runtime.run(call, deadline: deadline)
    }

    /// Nil when the plugin was retired before this workspace's first call.
    private func runtime(of workspace: WorkspaceID) -> WorkerRuntime? {
        shared.withLock { shared in
            if let runtime = shared.runtimes[workspace] { return runtime }
            guard !shared.retired else { return nil }
            let runtime = shared.spare ?? make()
            shared.spare = nil
            if let limits = shared.limits { runtime.configure(limits) }
            shared.runtimes[workspace] = runtime
            return runtime
        }
    }

    func tick(_ now: MonotonicTime) -> Bool {
        var waiting = false
        for runtime in shared.withLock({ $0.all }) where runtime.tick(now) { waiting = true }
        return waiting
    }

    func inspect(_ now: MonotonicTime) {
        for runtime in shared.withLock({ $0.all }) { runtime.inspect(now) }
    }

    func stopIdle(since time: MonotonicTime) {
        for runtime in shared.withLock({ $0.all }) { runtime.stopIdle(since: time) }
    }

    func retire() {
        let all = shared.withLock { shared in
            shared.retired = true
            return shared.all
        }
        for runtime in all { runtime.retire() }
    }

    func drained() async {
        for runtime in shared.withLock({ $0.all }) { await runtime.drained() }
    }

    var isDrained: Bool {
        let (retired, all) = shared.withLock { ($0.retired, $0.all) }
        return retired && all.allSatisfy(\.isDrained)
    }

    /// The newest of all workspaces.
    var fault: PluginFault? { shared.withLock { $0.all }.compactMap(\.fault).max { $0.time < $1.time } }

    var quarantines: [Quarantine] {
        shared.withLock { $0.runtimes }.flatMap { workspace, runtime in
            runtime.quarantines.map { quarantine in
                var quarantine = quarantine
                quarantine.workspace = workspace
                return quarantine
            }
        }.sorted { $0.end < $1.end }
    }

    func restore(_ quarantines: [Quarantine]) {
        for quarantine in quarantines {
            guard let workspace = quarantine.workspace, let runtime = runtime(of: workspace) else { continue }
            var own = quarantine
            own.workspace = nil
            runtime.restore([own])
        }
    }

    func release() -> Bool {
        shared.withLock { $0.all }.reduce(false) { $1.release() || $0 }
    }

    /// What most deserves to be known: a quarantine, else what runs.
    var state: RuntimeState {
        let states = shared.withLock { $0.all }.map(\.state)
        return states.first { if case .quarantined = $0 { true } else { false } }
            ?? states.first { if case .running = $0 { true } else { false } }
            ?? (states.contains(.starting) ? .starting : .stopped)
    }
}
