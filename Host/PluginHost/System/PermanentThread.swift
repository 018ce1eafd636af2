import Synchronization

/// A thread that runs blocking jobs, one after the other, until it is ended.
///
/// For what must not park the cooperative pool (reading files, starting processes), and for what the kernel ties to the
/// thread that did it: a worker dies with the thread that started it.
final class PermanentThread: Sendable {
    private typealias Job = @Sendable () -> Void
    private let jobs: JobQueue

    init(name: StaticString) {
        jobs = JobQueue()
        startThread(name) { [jobs] in jobs.runAll() }
    }

    /// Runs a job after those before it.
    func enqueue(_ job: @escaping @Sendable () -> Void) {
        jobs.append(job)
    }

    /// Runs a job and gives its result.
    func run<Result: Sendable>(_ job: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            enqueue { continuation.resume(returning: job()) }
        }
    }

    deinit {
        jobs.end()
    }
}

/// Jobs and the condition their thread waits on.
private final class JobQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var ended = false
    }

    private let state = Mutex(State())
    private let ready = Gate()

    func append(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        ready.open()
    }

    func end() {
        state.withLock { $0.ended = true }
        ready.open()
    }

    func runAll() {
        while true {
            let (jobs, ended) = state.withLock { state in
                defer { state.jobs = [] }
                return (state.jobs, state.ended)
            }
            for job in jobs { job() }
            if jobs.isEmpty {
                if ended { return }
                ready.wait()
            }
        }
    }
}
