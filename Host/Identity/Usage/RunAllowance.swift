import Model
package import Storage

/// The right of a workspace to start one run, counted in the transaction that stores the run.
package struct RunAllowance: Sendable {
    let workspace: WorkspaceID
    /// The plan's id.
    let plan: String
    /// nil is without limit.
    let limit: Int64?
    let month: Timestamp

    /// Counts the run; throws ``QuotaExceeded`` when the month's are used up. Of many at once, exactly the limit passes.
    package func take(in transaction: WriteTransaction) throws {
        // The first run of a month inserts the row, whatever the limit.
        guard limit != 0 else { throw refusal(limit: 0) }
        let counted = try transaction.execute(UsageStatement.countRun, .id(workspace), .time(month), .integer(limit ?? .max))
        if counted == 0 { throw refusal(limit: limit ?? .max) }
    }

    func refusal(limit: Int64) -> QuotaExceeded {
        QuotaExceeded(quota: .runs(resetsAt: month.startOfMonth(after: 1)), plan: plan, limit: limit)
    }
}
