package import Model
package import PluginHost
import Storage
import Vault

extension ConnectionService {
    /// Connections looked at when a call names none.
    private static let candidates = 50

    /// The connection that a call is for, opened.
    ///
    /// - Parameters:
    ///   - reference: nil takes the workspace's only active connection of the connector with one of the schemes.
    ///   - schemes: Those that the call works with.
    package func resolve(
        _ reference: ConnectionReference?, for connector: Connector, accepting schemes: [String], in workspace: WorkspaceID
    ) async throws(CallFailure) -> ResolvedConnection {
        do {
            let found = try await find(reference, for: connector, accepting: schemes, in: workspace)
            if let opened = found.opened { return opened }
            return try await open(found.row, found.payload, for: connector)
        } catch let failure as CallFailure {
            throw failure
        } catch is CancellationError {
            throw CallFailure(.retry, "The call was cancelled.")
        } catch let error as VaultError {
            throw CallFailure(.permanent, "The connection's secrets cannot be opened. \(error)")
        } catch {
            throw CallFailure(.retry, "The connection could not be read. \(error)")
        }
    }

    /// Whether a call would find its connection; throws the ``CallFailure`` that says why not.
    func select(
        _ reference: ConnectionReference?, for connector: Connector, accepting schemes: [String], in workspace: WorkspaceID
    ) async throws {
        let selection = ConnectionSelection(reference: reference, connector: connector, schemes: schemes)
        try await database.read { transaction in
            _ = try selection.choose(among: try transaction.connections(for: selection, in: workspace, limit: Self.candidates))
        }
    }

    private struct Found: Sendable {
        let row: ConnectionRow
        /// nil when there is no need to open it.
        let payload: ConnectionPayload?
        let opened: ResolvedConnection?
    }

    private func find(
        _ reference: ConnectionReference?, for connector: Connector, accepting schemes: [String], in workspace: WorkspaceID
    ) async throws -> Found {
        let selection = ConnectionSelection(reference: reference, connector: connector, schemes: schemes)
        return try await database.read { [resolved] transaction in
            let row = try selection.choose(among: try transaction.connections(for: selection, in: workspace, limit: Self.candidates))
            if let opened = resolved.find(row.id, version: row.version, for: connector) {
                return Found(row: row, payload: nil, opened: opened)
            }
            return Found(
                row: row, payload: try transaction.first(ConnectionStatement.payload, .id(row.id)).map { try ConnectionPayload($0) },
                opened: nil)
        }
    }

    private func open(_ row: ConnectionRow, _ payload: ConnectionPayload?, for connector: Connector) async throws -> ResolvedConnection {
        guard let payload else { throw StorageError.corrupt("Connection \(row.id) has no payload.") }
        let values = try payload.open(row.id, with: try await vault.dataKey(payload.keyID))
        do {
            let form = try ConnectionForm(connector, scheme: row.scheme)
            let connection = try ResolvedConnection(
                id: row.id, number: row.number, version: row.version, form: form, values: form.renewed(values))
            resolved.keep(connection, for: connector)
            return connection
        } catch let fault as CredentialFault {
            throw CallFailure(.reauthorize, "Connection \(row.number) no longer fits its connector; enter it again. \(fault.message)")
        } catch let error as ConnectionError {
            throw CallFailure(.reauthorize, "Connection \(row.number) no longer fits its connector. \(error)")
        }
    }
}

extension ReadTransaction {
    fileprivate func connections(
        for selection: ConnectionSelection, in workspace: WorkspaceID, limit: Int
    ) throws -> [ConnectionRow] {
        switch selection.reference {
        case .id(let id):
            return try query(ConnectionStatement.get, .id(id), .id(workspace)).map { try ConnectionRow($0) }
        case .number(let number):
            return try query(ConnectionStatement.byNumber, .integer(Int64(number)), .id(workspace)).map { try ConnectionRow($0) }
        case nil:
            return try selection.connectorNames.flatMap { name in
                try query(ConnectionStatement.activeOfConnector, .id(workspace), .text(name), .integer(Int64(limit)))
                    .map { try ConnectionRow($0) }
            }
        }
    }
}
