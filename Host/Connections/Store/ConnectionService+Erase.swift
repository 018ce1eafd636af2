package import Model
package import Storage

extension ConnectionService {
    /// Deletes all connections of a workspace, in the transaction that deletes the workspace.
    package static func erase(_ workspace: WorkspaceID, in transaction: WriteTransaction) throws {
        try transaction.execute(ConnectionStatement.deleteAll, .id(workspace))
    }
}
