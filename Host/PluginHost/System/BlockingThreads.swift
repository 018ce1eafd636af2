import Synchronization

/// Threads for code that may block, started as needed up to a limit; more jobs than that wait.
final class BlockingThreads: Sendable {
    private let limit: Int
    private let jobs = JobQueue()
    private let count = ThreadCount()

    init(limit: Int) {
        self.limit = limit
    }

    func enqueue(_ job: @escaping @Sendable () -> Void) {
        let grow = count.needsAnother(atMost: limit)
        jobs.append { [count] in
            job()
            count.becameIdle()
        }
        if grow { startThread("patchbay-block") { [jobs] in jobs.runAll() } }
    }

    deinit {
        jobs.end()
    }
}

/// Threads that exist, and those of them without a job.
private final class ThreadCount: Sendable {
    private let state = Mutex((started: 0, idle: 0))

    /// Reserves a thread for one more job; true when it has to be started.
    func needsAnother(atMost limit: Int) -> Bool {
        state.withLock { state in
            if state.idle > 0 {
                state.idle -= 1
                return false
            }
            guard state.started < limit else { return false }
            state.started += 1
            return true
        }
    }

    func becameIdle() {
        state.withLock { $0.idle += 1 }
    }
}
