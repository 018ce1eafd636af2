package import Model
package import PatchbayJSON
import PluginHost
import Storage
import Vault

extension ConnectionService {
    /// Makes a connection of what a person entered; its number is the next of the workspace.
    package func create(
        connector: String, scheme: String, name: String, fields: JSONObject, in workspace: WorkspaceID
    ) async throws -> Connection {
        let form = try form(connector, scheme: scheme)
        let name = try ConnectionName.checked(name)
        let values = try form.values(fields)
        let now = now()
        let id = ConnectionID(at: now)
        CommitRider.concern(id.text)
        let payload = ConnectionPayload(sealing: values, of: id, with: try await vault.dataKey(for: workspace))
        let connector = form.connector.id
        return try await database.commit { transaction in
            try transaction.execute(ConnectionStatement.takeNumber, .id(workspace))
            guard let number = try transaction.first(ConnectionStatement.takenNumber, .id(workspace))?.integer(0) else {
                throw ConnectionError.noWorkspace(workspace)
            }
            try transaction.execute(
                ConnectionStatement.insert, .id(id), .id(workspace), .integer(number), .text(connector), .text(form.scheme.id),
                .text(name), .time(now))
            try transaction.execute(
                ConnectionStatement.insertPayload, .id(id), .id(payload.keyID), .blob(payload.fields), .blob(payload.secrets))
            return try transaction.connection(id, in: workspace, fields: values.fields)
        }
    }
}

extension WriteTransaction {
    func connection(_ id: ConnectionID, in workspace: WorkspaceID, fields: JSONObject) throws -> Connection {
        guard let row = try first(ConnectionStatement.get, .id(id), .id(workspace)) else { throw ConnectionError.notFound }
        return Connection(try ConnectionRow(row), fields: fields)
    }
}
