import GRDB

/// The callers of one transaction.
///
/// Nearly always every closure succeeds, so the batch is first tried as one plain transaction. Only when a closure fails is
/// everything rolled back and done again with a savepoint each, which costs as much as an insert or two (1.5 µs).
struct CommitBatch {
    let members: [any PendingCommit]

    /// Stores what can be stored and tells every caller, after the fsync.
    func commit(on database: GRDB.Database) {
        guard !members.isEmpty else { return }
        do {
            do {
                try transaction(on: database, run: runPlainly)
            } catch is MemberFailure where members.count > 1 {
                try transaction(on: database, run: runWithSavepoints)
            } catch is MemberFailure {}
            for member in members { member.finish() }
        } catch {
            let error = StorageError.translating(error)
            for member in members { member.fail(error) }
        }
    }

    /// A closure failed by itself; its caller has the error already.
    private struct MemberFailure: Error {}

    private func transaction(on database: GRDB.Database, run: (Connection) throws -> Void) throws {
        let connection = Connection(database)
        try connection.inTransaction { try run(connection) }
    }

    private func runPlainly(on connection: Connection) throws {
        for member in members {
            guard member.perform(in: WriteTransaction(connection: connection)) else { throw connection.batchFailure ?? MemberFailure() }
        }
    }

    private func runWithSavepoints(on connection: Connection) throws {
        for member in members {
            try connection.control("SAVEPOINT member")
            if !member.perform(in: WriteTransaction(connection: connection)) {
                if let failure = connection.batchFailure { throw failure }
                try connection.control("ROLLBACK TO member")
            }
            try connection.control("RELEASE member")
        }
    }
}
