package import Model
import Storage

extension ConnectionService {
    /// Deletes a connection and its secrets. Throws ``ConnectionError/inUse(workflows:)`` while workflows name it, unless forced.
    ///
    /// The look and the deletion are one transaction: a workflow saved at the same time is either seen here, or finds the
    /// connection gone when it is checked after its save.
    package func delete(_ id: ConnectionID, in workspace: WorkspaceID, force: Bool = false) async throws {
        try await database.commit { [usage] transaction in
            guard let row = try transaction.first(ConnectionStatement.get, .id(id), .id(workspace)) else { throw ConnectionError.notFound }
            if !force {
                let workflows = try usage(transaction, id, ConnectionRow(row).number, workspace)
                guard workflows.isEmpty else { throw ConnectionError.inUse(workflows: workflows) }
            }
            try transaction.execute(ConnectionStatement.delete, .id(id), .id(workspace))
        }
        resolved.remove(id)
    }
}
