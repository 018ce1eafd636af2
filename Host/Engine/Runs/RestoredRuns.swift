package import Model
package import Storage

/// The runs of a restored database that had not ended when its copy was made. By now they may have: what they did is not on
/// record there, so it is done again unless they are held.
package enum RestoredRuns {
    /// How many will go on.
    package static func count(in transaction: some Transaction) throws -> Int {
        Int(try transaction.first(RestoredRunStatement.count)?.integer(0) ?? 0)
    }

    /// Lets none of them go on by itself: each is a failed run with the error class `held`, which can be retried from where it
    /// stands. Answers how many.
    package static func hold(in transaction: WriteTransaction, at time: Timestamp) throws -> Int {
        try transaction.execute(RestoredRunStatement.endWaits)
        return try transaction.execute(RestoredRunStatement.hold, .time(time))
    }
}

package enum RestoredRunStatement: String, StatementSet {
    case count = "SELECT COUNT(*) FROM runs WHERE finished_at IS NULL"
    case endWaits = "DELETE FROM connector_waits"
    case hold = """
        UPDATE runs SET state = 'failed', error_class = 'held', finished_at = ?1, due_at = NULL, lease_owner = NULL, lease_until = NULL
        WHERE finished_at IS NULL
        """
}
