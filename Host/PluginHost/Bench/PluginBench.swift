import CLinux
import Synchronization

/// Runs single plugin files, each in workers of its own, outside any catalogue and with no check between the caller and the
/// plugin: for tools that look closely at one file. The workers are those of the host, sandbox included.
package final class PluginBench: Sendable {
    let configuration: PluginHostConfiguration
    let ticker: Ticker
    private let reactor = Reactor()
    private let spawner: WorkerSpawner
    private let workers: BenchWorkers

    package init(configuration: PluginHostConfiguration) {
        self.configuration = configuration
        let workers = BenchWorkers()
        self.workers = workers
        ticker = Ticker { workers.tick($0) }
        _ = ticker.attach(to: reactor)
        spawner = WorkerSpawner(configuration, reactor: reactor)
    }

    deinit {
        reactor.end()
    }

    /// Starts a worker with the file and waits until it is ready.
    package func start(_ file: PluginFile, _ limits: BenchLimits = BenchLimits()) async throws(PluginRefusal) -> BenchWorker {
        let plan = try plan(file, limits)
        let observer = BenchObserver(returningUserTo: spawner)
        let begun = MonotonicTime.now
        let result: Result<WorkerProcess, PluginRefusal> = await withCheckedContinuation { continuation in
            observer.waitForStart(continuation)
            spawner.start(plan, observer) { [workers, ticker] process in
                workers.add(process)
                ticker.start()
            }
        }
        return BenchWorker(try result.get(), observer, ticker, startTime: .now - begun)
    }

    /// Why no worker can be had on this machine, whatever the plugin; nil when one can.
    package func obstacle() async -> String? {
        switch await SandboxProbe.run(configuration) {
        case .success(let layers):
            layers.isSuperset(of: configuration.sandbox.needed) ? nil : "This machine lacks a layer of the sandbox; patchbay doctor says which."
        case .failure(let refusal): refusal.sentence
        }
    }

    private func plan(_ file: PluginFile, _ limits: BenchLimits) throws(PluginRefusal) -> WorkerPlan {
        WorkerPlan(
            image: file.image, build: file.build, libraries: try configuration.runtimeFolder(for: PluginFacts(file.binary())).map { [$0] } ?? [],
            memory: limits.memory, concurrency: limits.concurrency, grace: limits.grace, startTime: configuration.startTime,
            sandbox: configuration.sandbox
        )
    }
}

/// What a worker on the bench may use.
package struct BenchLimits: Sendable {
    /// Calls at once; a plugin that blocks gets a thread for each.
    package var concurrency = PluginLimits.standard.concurrency
    /// Private writable memory, in bytes.
    package var memory = PluginLimits.standard.memory
    /// What a cancelled call has before it is given up.
    package var grace: Duration = .seconds(2)

    package init() {}
}

/// The workers whose deadlines are watched.
private final class BenchWorkers: Sendable {
    private let all = Mutex<[WorkerProcess]>([])

    func add(_ worker: WorkerProcess) {
        all.withLock { $0.append(worker) }
    }

    /// True while anything waits for a deadline.
    func tick(_ now: MonotonicTime) -> Bool {
        let workers = all.withLock { all in
            all.removeAll { $0.state.withLock { $0.phase == .ended } }
            return all
        }
        return workers.reduce(false) { waiting, worker in worker.tick(now) || waiting }
    }
}
