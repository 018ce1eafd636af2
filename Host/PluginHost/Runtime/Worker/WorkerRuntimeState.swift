import Model

/// What a worker runtime decides, apart from processes and clocks.
struct WorkerRuntimeState {
    typealias Waiting = CheckedContinuation<Result<WorkerProcess, CallFailure>, Never>

    enum Current {
        case none
        /// Everybody who needs it waits for the one start.
        case starting([Waiting])
        case ready(WorkerProcess)

        var waiting: [Waiting] {
            if case .starting(let waiting) = self { waiting } else { [] }
        }
    }

    var current = Current.none
    /// The process whose READY is awaited, once there is one.
    var starting: WorkerProcess?
    /// Every process that has not ended: the current one, and those that finish their calls.
    var alive: [WorkerProcess] = []
    var restart: RestartPolicy
    var lastEnd: WorkerEnd?
    /// The last end that was the plugin's own fault.
    var fault: PluginFault?
    var lastUse = MonotonicTime.now
    var retired = false
    var draining: [CheckedContinuation<Void, Never>] = []
    var plan: WorkerPlan

    /// The worker that takes calls, if there is one.
    mutating func use() -> WorkerProcess? {
        guard case .ready(let worker) = current, !retired else { return nil }
        lastUse = .now
        return worker
    }

    /// Why no worker may be started now.
    func forbidden(_ now: MonotonicTime) -> CallFailure? {
        switch restart.permission(now) {
        case .now: nil
        case .later(let rest): CallFailure(.retry, lastEnd?.sentence ?? "The plugin crashed. \(WorkerEnd.cure)", retryAfter: rest)
        case .quarantined(let quarantine): .quarantined(quarantine, now)
        }
    }

    /// Forgets a worker; gives who waited for it, and who waited for the last to go.
    mutating func ended(_ worker: WorkerProcess?, _ end: WorkerEnd, _ now: MonotonicTime) -> (waiting: [Waiting], draining: [CheckedContinuation<Void, Never>]) {
        lastEnd = end
        if end.isFault {
            restart.crashed(now, end.sentence)
            fault = PluginFault(time: .now, sentence: end.sentence, crash: end.crash)
        }
        alive.removeAll { $0 === worker }
        var waiting: [Waiting] = []
        if case .ready(let current) = current, current === worker { self.current = .none }
        if case .starting(let waiters) = current, worker === starting {
            waiting = waiters
            current = .none
            starting = nil
        }
        guard isDrained else { return (waiting, []) }
        defer { draining = [] }
        return (waiting, draining)
    }

    var isDrained: Bool {
        guard retired, alive.isEmpty else { return false }
        if case .starting = current { return false }
        return true
    }

    func summary(_ now: MonotonicTime) -> RuntimeState {
        if let quarantine = restart.quarantine(now) { return .quarantined(reason: quarantine.reason, until: quarantine.end) }
        return switch current {
        case .none: .stopped
        case .starting: .starting
        case .ready(let worker): .running(layers: worker.layers)
        }
    }
}
