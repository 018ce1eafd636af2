import DequeModule
import Synchronization

/// A thread that runs blocking jobs, one after the other, until it is released.
///
/// For what must not park the cooperative pool (reading files, starting processes), and for what the kernel ties to the
/// thread that did it: a worker dies with the thread that started it.
final class PermanentThread: Sendable {
    private let jobs = JobQueue()

    init(name: StaticString) {
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
