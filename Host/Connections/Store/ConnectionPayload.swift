import Model
import PatchbayJSON
import Storage
import Vault

/// What a connection holds, sealed: what may be shown and what may not in columns of their own, so that showing a connection
/// never opens its secrets.
struct ConnectionPayload: Sendable {
    let keyID: DataKeyID
    let fields: [UInt8]
    let secrets: [UInt8]

    init(sealing values: ConnectionValues, of id: ConnectionID, with key: DataKey) {
        keyID = key.id
        fields = key.seal(JSON.object(values.fields).bytes(), .connection(id, .fields))
        let secrets = JSONObject(values.secrets.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        self.secrets = key.seal(JSON.object(secrets).bytes(), .connection(id, .secrets))
    }

    /// A row of ``ConnectionStatement/payload``.
    init(_ row: Row) throws(StorageError) {
        keyID = try row.id(0)
        fields = try row.blob(1)
        secrets = try row.blob(2)
    }

    func open(_ id: ConnectionID, with key: DataKey) throws -> ConnectionValues {
        let secrets = try JSON.parse(key.open(secrets, .connection(id, .secrets))).object ?? [:]
        return ConnectionValues(
            fields: try Self.openFields(fields, of: id, with: key),
            secrets: Dictionary(secrets.compactMap { name, value in value.string.map { (name, $0) } }) { first, _ in first })
    }

    static func openFields(_ sealed: [UInt8], of id: ConnectionID, with key: DataKey) throws -> JSONObject {
        try JSON.parse(key.open(sealed, .connection(id, .fields))).object ?? [:]
    }
}

extension SealedRow {
    fileprivate enum ConnectionColumn: String {
        case fields = "fields_sealed"
        case secrets = "secrets_sealed"
    }

    fileprivate static func connection(_ id: ConnectionID, _ column: ConnectionColumn) -> SealedRow {
        SealedRow(table: "connection_payloads", row: id.text, column: column.rawValue)
    }
}
