package import Model
package import PatchbayJSON
import Storage
import Vault

extension ConnectionService {
    /// How often a change starts anew because another came between.
    private static let patience = 5

    /// Changes a connection under the same id.
    ///
    /// - Parameters:
    ///   - name: The new name; nil keeps the old one.
    ///   - fields: Takes the place of the fields that it names, and of no others, so a secret that is left out stays. Null
    ///     removes a field. Nothing is changed unless all of it fits the scheme's form.
    package func update(
        _ id: ConnectionID, in workspace: WorkspaceID, name: String? = nil, fields: JSONObject? = nil
    ) async throws -> Connection {
        let name = try name.map(ConnectionName.checked)
        for _ in 0..<Self.patience {
            let (row, payload) = try await stored(id, in: workspace)
            let old = try payload.open(id, with: try await vault.dataKey(payload.keyID))
            let new = try fields.map { try form(row.connector, scheme: row.scheme).values(replacing: $0, in: old) } ?? old
            let sealed = ConnectionPayload(sealing: new, of: id, with: try await vault.dataKey(for: workspace))
            if let connection = try await store(sealed, new.fields, name: name ?? row.name, over: row, in: workspace) { return connection }
        }
        throw ConnectionError.changedMeanwhile
    }

    /// nil when the connection is no longer as `row` has it.
    private func store(
        _ payload: ConnectionPayload, _ fields: JSONObject, name: String, over row: ConnectionRow, in workspace: WorkspaceID
    ) async throws -> Connection? {
        let now = now()
        return try await database.commit { transaction in
            let changed = try transaction.execute(
                ConnectionStatement.update, .id(row.id), .id(workspace), .integer(Int64(row.version)), .text(name), .time(now))
            guard changed == 1 else { return nil }
            try transaction.execute(
                ConnectionStatement.updatePayload, .id(row.id), .id(payload.keyID), .blob(payload.fields), .blob(payload.secrets))
            return try transaction.connection(row.id, in: workspace, fields: fields)
        }
    }
}

extension ConnectionForm {
    /// The values after a change.
    func values(replacing change: JSONObject, in old: ConnectionValues) throws(ConnectionError) -> ConnectionValues {
        let change = renamed(change)
        let old = renewed(old)
        var entered = old.fields
        for (name, value) in old.secrets { entered[name] = .string(value) }
        for (name, value) in change { entered[name] = value.isNull ? Optional.none : value }
        let new = try values(entered, secret: Set(old.secrets.keys))
        try checkOrigins(of: new, was: old, entered: change)
        return new
    }

    /// A secret was entered for certain hosts. Whoever may change a connection does not thereby know its secret, and would
    /// learn it by adding a host of their own.
    private func checkOrigins(of new: ConnectionValues, was old: ConnectionValues, entered: JSONObject) throws(ConnectionError) {
        let before = (try? ConnectionOrigin.list(in: old.fields)) ?? []
        let after = (try? ConnectionOrigin.list(in: new.fields)) ?? []
        let kept = new.secrets.keys.filter { entered[$0] == nil }.sorted()
        guard !kept.isEmpty, !Set(after).isSubset(of: before) else { return }
        throw .invalid([FieldFault(
            "/fields/\(ConnectionOrigin.field)", "To add hosts, enter again what they are to receive: \(kept.joined(separator: ", ")).")])
    }
}
