import Synchronization

/// Every runtime that still has work: those in the catalogue and those that drain.
final class RuntimeList: Sendable {
    private let runtimes = Mutex<[any PluginRuntime]>([])

    func add(_ runtime: any PluginRuntime) {
        runtimes.withLock { $0.append(runtime) }
    }

    /// Forgets retired runtimes that have drained.
    func prune() {
        runtimes.withLock { $0.removeAll { $0.isDrained } }
    }

    var all: [any PluginRuntime] { runtimes.withLock { $0 } }

    /// Acts on deadlines. True while anything waits for one.
    func tick(_ now: MonotonicTime) -> Bool {
        all.reduce(false) { waiting, runtime in runtime.tick(now) || waiting }
    }
}
