import GRDB
import Synchronization

/// Many callers, one transaction, one fsync.
///
/// Callers queue up while the writer's thread commits the batch before; what has gathered by then is the next batch. So a
/// lone caller waits for nobody, and under load the batches grow by themselves.
final class GroupCommit: Sendable {
    private struct State {
        var queue: [any PendingCommit] = []
        var isScheduled = false
    }

    private enum Decision {
        case wait, schedule, refuse
    }

    private let state = Mutex(State())
    private let pool: DatabasePool
    private let batchLimit: Int
    private let queueLimit: Int

    init(pool: DatabasePool, batchLimit: Int, queueLimit: Int) {
        self.pool = pool
        self.batchLimit = batchLimit
        self.queueLimit = queueLimit
    }

    /// How many wait for the next batch.
    var queued: Int { state.withLock { $0.queue.count } }

    func commit<Answer: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Answer) async throws -> Answer {
        let commit = Commit(body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if commit.wait(with: continuation) { enqueue(commit) }
            }
        } onCancel: {
            commit.cancel()
        }
    }

    private func enqueue(_ commit: some PendingCommit) {
        let decision: Decision = state.withLock { state in
            guard state.queue.count < queueLimit else { return .refuse }
            state.queue.append(commit)
            defer { state.isScheduled = true }
            return state.isScheduled ? .wait : .schedule
        }
        switch decision {
        case .wait: break
        case .schedule: schedule()
        case .refuse: commit.fail(StorageError.busy("\(queueLimit) changes wait to be stored already."))
        }
    }

    /// Each batch is an access of its own, so that ``Database/write(_:)`` takes its turn between two of them.
    private func schedule() {
        pool.asyncWriteWithoutTransaction { database in
            let batch = self.takeBatch()
            CommitBatch(members: batch.filter { $0.start() }).commit(on: database)
            if self.hasMore() { self.schedule() }
        }
    }

    private func takeBatch() -> [any PendingCommit] {
        state.withLock { state in
            guard state.queue.count > batchLimit else { return exchange(&state.queue, with: []) }
            defer { state.queue.removeFirst(batchLimit) }
            return Array(state.queue.prefix(batchLimit))
        }
    }

    private func hasMore() -> Bool {
        state.withLock { state in
            state.isScheduled = !state.queue.isEmpty
            return state.isScheduled
        }
    }
}
