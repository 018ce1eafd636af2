import Synchronization

/// Keeps what is heard of one worker on the bench.
final class BenchObserver: WorkerObserver {
    private typealias Start = CheckedContinuation<Result<WorkerProcess, PluginRefusal>, Never>

    /// Lines kept; a worker's log has a budget of its own.
    private static let lineLimit = 1000

    private struct State {
        var start: Start?
        var end: WorkerEnd?
        var waiting: [CheckedContinuation<Void, Never>] = []
        var lines: [String] = []
    }

    private let spawner: WorkerSpawner
    private let state = Mutex(State())

    init(returningUserTo spawner: WorkerSpawner) {
        self.spawner = spawner
    }

    /// Resumed with the worker, or with why there is none.
    func waitForStart(_ continuation: CheckedContinuation<Result<WorkerProcess, PluginRefusal>, Never>) {
        state.withLock { $0.start = continuation }
    }

    /// Why the worker is no more; nil while it lives.
    var end: WorkerEnd? { state.withLock(\.end) }

    /// Lines that belong to no call in progress.
    var lines: [String] { state.withLock(\.lines) }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end != nil
            }
            if hasEnded { continuation.resume() }
        }
    }

    func workerReady(_ worker: WorkerProcess) {
        takeStart()?.resume(returning: .success(worker))
    }

    func workerLogged(_ level: PluginLogLevel, _ line: String) {
        state.withLock { if $0.lines.count < Self.lineLimit { $0.lines.append(line) } }
    }

    func workerEnded(_ worker: WorkerProcess?, _ end: WorkerEnd) {
        if let worker { spawner.giveBack(worker.user) }
        let waiting = state.withLock { state in
            state.end = end
            defer { state.waiting = [] }
            return state.waiting
        }
        takeStart()?.resume(returning: .failure(PluginRefusal(end.sentence)))
        for continuation in waiting { continuation.resume() }
    }

    private func takeStart() -> Start? {
        state.withLock { state in
            defer { state.start = nil }
            return state.start
        }
    }
}
