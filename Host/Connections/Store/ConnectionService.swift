package import Egress
package import Model
package import PluginHost
package import Storage
package import Vault

/// The connections of all workspaces: makes, shows, changes, deletes and tests them, and hands them to calls.
package final class ConnectionService: Sendable {
    /// Names of the workflows that use a connection, which documents may name by id or by number; asked in the transaction
    /// that then deletes it.
    package typealias Usage = @Sendable (any Transaction, ConnectionID, _ number: Int, WorkspaceID) throws -> [String]

    let database: Database
    let vault: Vault
    let plugins: PluginHost
    let egress: Egress
    let usage: Usage
    let now: @Sendable () -> Timestamp
    let resolved = ResolvedConnections()

    package init(
        database: Database, vault: Vault, plugins: PluginHost, egress: Egress, usage: @escaping Usage,
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.database = database
        self.vault = vault
        self.plugins = plugins
        self.egress = egress
        self.usage = usage
        self.now = now
    }

    package func get(_ id: ConnectionID, in workspace: WorkspaceID) async throws -> Connection {
        let (row, payload) = try await stored(id, in: workspace)
        let key = try await vault.dataKey(payload.keyID)
        return Connection(row, fields: try ConnectionPayload.openFields(payload.fields, of: id, with: key))
    }

    /// The connections in the order of their numbers.
    ///
    /// - Parameters:
    ///   - connector: Only those of this connector.
    ///   - cursor: ``Page/next`` of the part before.
    ///   - limit: 1 to 100.
    package func list(
        in workspace: WorkspaceID, connector: String? = nil, after cursor: String? = nil, limit: Int = 50
    ) async throws -> Page<Connection> {
        let limit = min(max(limit, 1), 100)
        let number = cursor.flatMap(Int64.init) ?? 0
        let name = connector.map { plugins.connector($0)?.id ?? $0 }
        let rows = try await database.read { transaction in
            try transaction.query(ConnectionStatement.list, .id(workspace), .integer(number), .integer(Int64(limit + 1)), .optional(name))
        }
        var elements: [Connection] = []
        for row in rows.prefix(limit) {
            let connection = try ConnectionRow(row)
            let key = try await vault.dataKey(try row.id(9))
            elements.append(Connection(connection, fields: try ConnectionPayload.openFields(row.blob(10), of: connection.id, with: key)))
        }
        return Page(elements: elements, next: rows.count > limit ? elements.last.map { String($0.number) } : nil)
    }

    func stored(_ id: ConnectionID, in workspace: WorkspaceID) async throws -> (ConnectionRow, ConnectionPayload) {
        try await database.read { transaction in
            guard let row = try transaction.first(ConnectionStatement.get, .id(id), .id(workspace)),
                let payload = try transaction.first(ConnectionStatement.payload, .id(id))
            else { throw ConnectionError.notFound }
            return (try ConnectionRow(row), try ConnectionPayload(payload))
        }
    }

    func form(_ connector: String, scheme: String) throws(ConnectionError) -> ConnectionForm {
        guard let connector = plugins.connector(connector) else { throw .connectorUnavailable(connector) }
        return try ConnectionForm(connector, scheme: scheme)
    }
}
