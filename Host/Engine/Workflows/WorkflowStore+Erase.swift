package import Model
package import Storage

extension WorkflowStore {
    /// Deletes the workflows of a workspace and cancels its runs, in the transaction that deletes the workspace. A request that
    /// is on its way to a provider arrives there; what comes of it is not kept.
    package func erase(_ workspace: WorkspaceID, in transaction: WriteTransaction, at now: Timestamp) throws {
        try transaction.execute(ErasureStatement.deleteSteps, .id(workspace))
        try transaction.execute(ErasureStatement.deleteVersions, .id(workspace))
        try transaction.execute(ErasureStatement.deleteWorkflows, .id(workspace))
        try transaction.execute(ErasureStatement.cancelRuns, .id(workspace), .time(now))
        noteChange()
    }
}
