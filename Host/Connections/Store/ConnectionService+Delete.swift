package import Model
import Storage

extension ConnectionService {
    /// Deletes a connection and its secrets. Throws ``ConnectionError/inUse(workflows:)`` while workflows name it, unless forced.
    package func delete(_ id: ConnectionID, in workspace: WorkspaceID, force: Bool = false) async throws {
        if !force {
            let (row, _) = try await stored(id, in: workspace)
            let workflows = try await usage(id, row.number, workspace)
            guard workflows.isEmpty else { throw ConnectionError.inUse(workflows: workflows) }
        }
        let deleted = try await database.commit { try $0.execute(ConnectionStatement.delete, .id(id), .id(workspace)) }
        resolved.remove(id)
        guard deleted == 1 else { throw ConnectionError.notFound }
    }
}
