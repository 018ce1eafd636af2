import Model
import Storage

extension WorkflowStore {
    /// The enabled workflows whose current version has a step of one of these connectors, oldest first.
    ///
    /// - Parameter workspace: nil looks at all of them.
    func enabled(using connectors: [String], in workspace: WorkspaceID?) async throws -> [(WorkflowID, WorkspaceID)] {
        try await database.read { transaction in
            var found: [WorkflowID: WorkspaceID] = [:]
            for connector in connectors {
                for row in try transaction.query(WorkflowStatement.enabledUsingConnector, .text(connector), .id(workspace)) {
                    found[try row.id(0)] = try row.id(1)
                }
            }
            return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }
}
