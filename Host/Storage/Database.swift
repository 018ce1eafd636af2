import GRDB
import Logging

/// The database of one installation, and the only way to it.
///
/// Nothing here parks the caller's thread: reads run on their connections' threads, writes on the writer's.
package final class Database: Sendable {
    /// The folder that holds `patchbay.db`, its backups and its lock.
    package let folder: String
    package let dialect = Dialect.sqlite
    let options: DatabaseOptions
    let pool: DatabasePool
    private let groupCommit: GroupCommit
    private let lock: InstanceLock
    let logger: Logger

    init(folder: String, lock: InstanceLock, pool: DatabasePool, options: DatabaseOptions, logger: Logger) {
        self.folder = folder
        self.lock = lock
        self.pool = pool
        self.options = options
        self.logger = logger
        groupCommit = GroupCommit(pool: pool, batchLimit: options.batchLimit, queueLimit: options.queueLimit)
    }

    /// Reads in one consistent view of everything that was durable when it began.
    @discardableResult
    package func read<Answer: Sendable>(_ body: @Sendable (ReadTransaction) throws -> Answer) async throws -> Answer {
        let limit = options.readLimit
        return try await translatingErrors {
            try await pool.read { database in
                let deadline = ReadDeadline(limit: limit)
                return try deadline.enforce(on: database) {
                    try body(ReadTransaction(connection: Connection(database, deadline: deadline)))
                }
            }
        }
    }

    /// Changes in a transaction of its own, for what is rare or large; answers when they are durable.
    @discardableResult
    package func write<Answer: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Answer) async throws -> Answer {
        guard let rider = CommitRider.board() else { return try await transact(body) }
        return try await rider.escort { try await transact(rider.joined(to: body)) }
    }

    private func transact<Answer: Sendable>(_ body: @Sendable (WriteTransaction) throws -> Answer) async throws -> Answer {
        try await translatingErrors {
            try await pool.writeWithoutTransaction { database in
                let connection = Connection(database)
                return try connection.inTransaction { try body(WriteTransaction(connection: connection)) }
            }
        }
    }

    /// Changes in a transaction shared with whoever else commits now; answers when they are durable.
    ///
    /// One fsync serves a whole batch, so this is the way for everything that happens often. A closure that throws loses
    /// only its own changes; a full disk or a broken file fails everybody in the batch. Closures run in the order of
    /// arrival, each seeing the changes of those before it. A caller that is cancelled while it waits changed nothing and
    /// gets `CancellationError`; once its batch has begun it gets the true outcome.
    @discardableResult
    package func commit<Answer: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Answer
    ) async throws -> Answer {
        guard let rider = CommitRider.board() else { return try await groupCommit.commit(body) }
        return try await rider.escort { try await groupCommit.commit(rider.joined(to: body)) }
    }

    /// How many callers of ``commit(_:)`` wait for the next batch: a gauge of load.
    package var queuedCommits: Int { groupCommit.queued }

    private func translatingErrors<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch is StorageError where Task.isCancelled {
            throw CancellationError()
        } catch {
            throw StorageError.translating(error)
        }
    }
}
