import GRDB
import GRDBSQLite

/// The end of a read transaction: a long one keeps the write-ahead log from being recycled.
///
/// SQLite asks every few thousand steps of its virtual machine whether to go on; a closure that computes between
/// statements is stopped at its next statement.
final class ReadDeadline {
    let limit: Duration
    private let end: ContinuousClock.Instant

    init(limit: Duration) {
        self.limit = limit
        end = .now + limit
    }

    var hasPassed: Bool { ContinuousClock.now > end }

    /// Runs `body` with this deadline in force on the connection.
    func enforce<T>(on database: GRDB.Database, _ body: () throws -> T) rethrows -> T {
        let connection = unsafe database.sqliteConnection
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe sqlite3_progress_handler(connection, Self.stepsBetweenChecks, { unsafe ReadDeadline.isOver($0) }, context)
        defer { unsafe sqlite3_progress_handler(connection, 0, nil, nil) }
        return try withExtendedLifetime(self, body)
    }

    /// About 50 µs of work.
    private static let stepsBetweenChecks: CInt = 4_000

    private static func isOver(_ context: UnsafeMutableRawPointer?) -> CInt {
        guard let context = unsafe context else { return 0 }
        return unsafe Unmanaged<ReadDeadline>.fromOpaque(context).takeUnretainedValue().hasPassed ? 1 : 0
    }
}
