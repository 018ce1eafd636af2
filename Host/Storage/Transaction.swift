/// What a read and a write have in common: asking.
///
/// A transaction is valid inside the closure it was handed to, and on its thread.
package protocol Transaction {
    /// The rows that the statement answers with, all of them: a statement over a table that grows has a LIMIT.
    func query(_ statement: some StatementSet, _ values: [Value]) throws(StorageError) -> [Row]
}

extension Transaction {
    package func query(_ statement: some StatementSet, _ values: Value...) throws(StorageError) -> [Row] {
        try query(statement, values)
    }

    /// The first row of the answer, nil when there is none.
    package func first(_ statement: some StatementSet, _ values: Value...) throws(StorageError) -> Row? {
        try query(statement, values).first
    }
}

/// One consistent view of the database, as it was when the first statement ran.
package struct ReadTransaction: Transaction {
    let connection: Connection

    package func query(_ statement: some StatementSet, _ values: [Value]) throws(StorageError) -> [Row] {
        try connection.query(statement.rawValue, values)
    }
}

/// Changes that become durable together or not at all.
///
/// A closure that is given one has no other effects and may run more than once: its batch is done again when another
/// closure in it fails.
package struct WriteTransaction: Transaction {
    let connection: Connection

    package func query(_ statement: some StatementSet, _ values: [Value]) throws(StorageError) -> [Row] {
        try connection.query(statement.rawValue, values)
    }

    /// Runs an INSERT, UPDATE or DELETE and answers how many rows it changed.
    @discardableResult
    package func execute(_ statement: some StatementSet, _ values: [Value]) throws(StorageError) -> Int {
        try connection.execute(statement.rawValue, values)
    }

    @discardableResult
    package func execute(_ statement: some StatementSet, _ values: Value...) throws(StorageError) -> Int {
        try connection.execute(statement.rawValue, values)
    }
}
