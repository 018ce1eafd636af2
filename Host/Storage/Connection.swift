import GRDB
import GRDBSQLite

/// One use of a database connection: prepared statements run on SQLite's C interface.
///
/// GRDB owns the connections, their threads and their statement caches; binding and stepping go around it: two small inserts
/// take 2.0 µs this way and 4.5 µs through its statements. Used by one thread at a time, that of the connection.
final class Connection {
    private let database: GRDB.Database
    private let deadline: ReadDeadline?
    /// The first error that concerns the whole transaction. SQLite may have rolled it back by then, and what came after would
    /// be stored by itself; so nothing comes after, also when the closure that met the error swallowed it.
    private(set) var batchFailure: StorageError?

    init(_ database: GRDB.Database, deadline: ReadDeadline? = nil) {
        self.database = database
        self.deadline = deadline
    }

    func query(_ sql: String, _ values: [Value]) throws(StorageError) -> [Row] {
        let statement = try unsafe prepare(sql, values)
        defer { unsafe statement.reset() }
        var rows: [Row] = []
        while try unsafe step(statement) { unsafe rows.append(statement.row()) }
        return rows
    }

    func execute(_ sql: String, _ values: [Value]) throws(StorageError) -> Int {
        let statement = try unsafe prepare(sql, values)
        defer { unsafe statement.reset() }
        while try unsafe step(statement) {}
        return database.changesCount
    }

    /// A transaction statement; these take no values and answer no rows.
    func control(_ sql: String) throws(StorageError) {
        _ = try execute(sql, [])
    }

    /// Undoes the transaction, unless SQLite did it already: on a full disk, an I/O error, out of memory.
    func rollback() throws(StorageError) {
        guard database.isInsideTransaction else { return }
        do { try database.rollback() } catch { throw StorageError.translating(error) as? StorageError ?? .io("\(error)") }
    }

    private func prepare(_ sql: String, _ values: [Value]) throws(StorageError) -> PreparedStatement {
        if let batchFailure { throw batchFailure }
        if let deadline, deadline.hasPassed { throw .readTooLong(deadline.limit) }
        let statement: PreparedStatement
        do {
            unsafe statement = unsafe PreparedStatement(try database.cachedStatement(sql: sql).sqliteStatement)
        } catch {
            throw keep(StorageError.translating(error) as? StorageError ?? .statement("\(error)"))
        }
        do throws(StorageError) {
            try unsafe statement.bind(values)
        } catch {
            throw keep(error)
        }
        return unsafe statement
    }

    private func step(_ statement: borrowing PreparedStatement) throws(StorageError) -> Bool {
        let code = unsafe statement.step()
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case SQLITE_INTERRUPT where deadline?.hasPassed == true: throw .readTooLong(deadline?.limit ?? .zero)
        default: throw keep(StorageError(code: database.lastErrorCode.rawValue, message: database.lastErrorMessage ?? "no message"))
        }
    }

    private func keep(_ error: StorageError) -> StorageError {
        if error.failsWholeBatch, batchFailure == nil { batchFailure = error }
        return error
    }
}
