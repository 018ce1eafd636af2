import Synchronization

/// Locks one worker down, without a plugin, and hears which layers hold.
enum SandboxProbe {
    static func run(_ configuration: PluginHostConfiguration) async -> Result<SandboxLayers, PluginRefusal> {
        let reactor = Reactor()
        let spawner = WorkerSpawner(configuration, reactor: reactor)
        defer { reactor.end() }
        return await withCheckedContinuation { continuation in
            let observer = Observer(continuation)
            spawner.start(.probe, observer) { _ in }
        }
    }

    /// Resumes with the layers, or with why there are none, once the worker has ended.
    private final class Observer: WorkerObserver {
        private let continuation: CheckedContinuation<Result<SandboxLayers, PluginRefusal>, Never>
        private let layers = Mutex<SandboxLayers?>(nil)

        init(_ continuation: CheckedContinuation<Result<SandboxLayers, PluginRefusal>, Never>) {
            self.continuation = continuation
        }

        func workerReady(_ worker: WorkerProcess) {
            layers.withLock { $0 = worker.layers }
        }

        func workerLogged(_ level: PluginLogLevel, _ line: String) {}

        func workerEnded(_ worker: WorkerProcess?, _ end: WorkerEnd) {
            let layers = layers.withLock { $0 }
            continuation.resume(returning: layers.map(Result.success) ?? .failure(PluginRefusal(end.sentence)))
        }
    }
}

extension WorkerPlan {
    fileprivate static var probe: WorkerPlan {
        var plan = WorkerPlan(
            image: .null, build: "", libraries: [], memory: PluginLimits.standard.memory, concurrency: 1, grace: .zero, startTime: .seconds(5),
            sandbox: SandboxPolicy(wanted: .all, needed: [])
        )
        plan.isProbe = true
        return plan
    }
}
