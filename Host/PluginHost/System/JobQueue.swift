import DequeModule
import Synchronization

/// Jobs that threads of our own take in order.
final class JobQueue: Sendable {
    typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: Deque<Job> = []
        var ended = false
    }

    private let state = Mutex(State())
    private let ready = Gate()

    func append(_ job: @escaping Job) {
        state.withLock { $0.jobs.append(job) }
        ready.open()
    }

    /// Lets every thread return once no job is left.
    func end() {
        state.withLock { $0.ended = true }
        ready.open()
    }

    /// Runs jobs on the calling thread until `end`.
    func runAll() {
        while true {
            ready.wait()
            if let job = state.withLock({ $0.jobs.popFirst() }) {
                job()
            } else if state.withLock({ $0.ended }) {
                return ready.open() // for the next thread
            }
        }
    }
}
