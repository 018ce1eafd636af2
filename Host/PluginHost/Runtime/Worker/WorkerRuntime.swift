import Model
import Synchronization

/// Runs a plugin in a worker process: started on demand, stopped when idle, replaced when it crashed or is overdue.
final class WorkerRuntime: PluginRuntime {
    private let spawner: WorkerSpawner
    private let ticker: Ticker
    private let log: @Sendable (PluginLogLevel, String) -> Void
    private let faulted: @Sendable () -> Void
    private let admission: Admission
    private let shared: Mutex<WorkerRuntimeState>

    /// `log` gets the plugin's lines that belong to no call, and the reports of its crashes; `faulted` is called after each end
    /// that counts towards quarantine.
    init(
        plan: WorkerPlan, restart: RestartPolicy, spawner: WorkerSpawner, ticker: Ticker, log: @escaping @Sendable (PluginLogLevel, String) -> Void,
        faulted: @escaping @Sendable () -> Void
    ) {
        self.spawner = spawner
        self.ticker = ticker
        self.log = log
        self.faulted = faulted
        admission = Admission(limit: plan.concurrency, ticker: ticker)
        shared = Mutex(WorkerRuntimeState(restart: restart, plan: plan))
    }

    var state: RuntimeState { shared.withLock { $0.summary(.now) } }

    var fault: PluginFault? { shared.withLock { $0.fault } }

    var quarantines: [Quarantine] { shared.withLock { $0.restart.quarantine(.now) }.map { [$0] } ?? [] }

    /// The worker that told the manifest, if any, takes no call.
    func restore(_ quarantines: [Quarantine]) {
        guard let quarantine = quarantines.first(where: { $0.workspace == nil }) else { return }
        let worker: WorkerProcess? = shared.withLock { state in
            state.restart.restore(quarantine)
            guard case .ready(let worker) = state.current else { return nil }
            state.current = .none
            return worker
        }
        worker?.retire()
    }

    func release() -> Bool {
        shared.withLock { state in
            guard state.restart.quarantine(.now) != nil else { return false }
            state.restart.release()
            return true
        }
    }

    var isDrained: Bool { shared.withLock { $0.isDrained } }

    func load() async throws(PluginRefusal) -> LoadedPlugin {
        switch await ready() {
        case .success(let worker): return LoadedPlugin(manifest: worker.manifest, layers: worker.layers)
        case .failure(let failure): throw PluginRefusal(shared.withLock { $0.lastEnd?.sentence } ?? failure.message)
        }
    }

    func configure(_ limits: PluginLimits) {
        admission.setLimit(limits.concurrency)
        let outgrown: WorkerProcess? = shared.withLock { state in
            let sameMemory = state.plan.memory == limits.memory
            let sameThreads = state.plan.concurrency == limits.concurrency
            state.plan.memory = limits.memory
            state.plan.concurrency = limits.concurrency
            guard case .ready(let worker) = state.current, !sameMemory || (!sameThreads && worker.mayBlock) else { return nil }
            state.current = .none // it lives by the old limits
            return worker
        }
        outgrown?.retire()
    }

    func run(_ call: PluginCall, deadline: MonotonicTime) async -> CallOutcome {
        do throws(CallFailure) {
            try await admission.enter(until: deadline)
        } catch {
            return .failed(error)
        }
        defer { admission.leave() }
        while true {
            switch await ready() {
            case .failure(let failure): return shared.withLock { $0.retired } ? .notTaken : .failed(failure)
            case .success(let worker):
                if let outcome = await worker.run(call, deadline: deadline, ticker) { return outcome }
                replace(worker)
            }
        }
    }

    func tick(_ now: MonotonicTime) -> Bool {
        let alive = shared.withLock { $0.alive }
        var waiting = admission.tick(now)
        for worker in alive where worker.tick(now) { waiting = true }
        return waiting
    }

    func inspect(_ now: MonotonicTime) {
        for worker in shared.withLock({ $0.alive }) { worker.inspect(now) }
    }

    func stopIdle(since time: MonotonicTime) {
        let idle: WorkerProcess? = shared.withLock { state in
            guard case .ready(let worker) = state.current, state.lastUse <= time, worker.callsInProgress == 0 else { return nil }
            state.current = .none
            return worker
        }
        idle?.retire()
    }

    func retire() {
        let alive = shared.withLock { state in
            state.retired = true
            return state.alive
        }
        for worker in alive { worker.retire() }
    }

    func drained() async {
        await withCheckedContinuation { continuation in
            let now = shared.withLock { state in
                if state.isDrained { return true }
                state.draining.append(continuation)
                return false
            }
            if now { continuation.resume() }
        }
    }

    // MARK: Having a worker

    /// The worker that takes calls; started when there is none.
    private func ready() async -> Result<WorkerProcess, CallFailure> {
        if let worker = shared.withLock({ $0.use() }) { return .success(worker) }
        return await withCheckedContinuation { continuation in
            enum Action { case start(WorkerPlan), wait, answer(Result<WorkerProcess, CallFailure>) }
            let action: Action = shared.withLock { state in
                if let worker = state.use() { return .answer(.success(worker)) }
                if state.retired { return .answer(.failure(.replaced)) }
                if case .starting(let waiting) = state.current {
                    state.current = .starting(waiting + [continuation])
                    return .wait
                }
                if let failure = state.forbidden(.now) { return .answer(.failure(failure)) }
                state.current = .starting([continuation])
                return .start(state.plan)
            }
            switch action {
            case .wait: break
            case .answer(let result): continuation.resume(returning: result)
            case .start(let plan): start(plan)
            }
        }
    }

    private func start(_ plan: WorkerPlan) {
        spawner.start(plan, self) { worker in
            let retired = self.shared.withLock { state in
                state.alive.append(worker)
                state.starting = worker
                return state.retired
            }
            self.ticker.start()
            if retired { worker.retire() }
        }
    }

    /// A worker that refused a call is not the current one any more.
    private func replace(_ worker: WorkerProcess) {
        shared.withLock { state in
            if case .ready(let current) = state.current, current === worker { state.current = .none }
        }
    }
}

extension WorkerRuntime: WorkerObserver {
    func workerReady(_ worker: WorkerProcess) {
        let waiting = shared.withLock { state in
            defer {
                state.current = .ready(worker)
                state.starting = nil
            }
            return state.current.waiting
        }
        for continuation in waiting { continuation.resume(returning: .success(worker)) }
    }

    func workerLogged(_ level: PluginLogLevel, _ line: String) {
        log(level, line)
    }

    func workerEnded(_ worker: WorkerProcess?, _ end: WorkerEnd) {
        let (waiting, draining) = shared.withLock { $0.ended(worker, end, .now) }
        if let worker { spawner.giveBack(worker.user) }
        if end.isFault {
            log(.error, end.sentence)
            faulted()
        }
        for continuation in waiting { continuation.resume(returning: .failure(CallFailure(.retry, end.sentence))) }
        for continuation in draining { continuation.resume() }
    }
}
