package import Model
package import PatchbayJSON
import Storage

/// An authorised account as people may see it.
package struct Connection: Sendable {
    package enum State: String, Sendable, CaseIterable {
        /// Calls may use it.
        case active
    }

    package let id: ConnectionID
    /// Unique in its workspace, from 1, never given again.
    package let number: Int
    /// Id of the connector, as it was when the connection was made.
    package let connector: String
    /// Id of the auth scheme.
    package let scheme: String
    package let name: String
    package let state: State
    /// From 1, one more with each change.
    package let version: Int
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
    /// What was entered, without the secrets.
    package let fields: JSONObject
}

/// The row of a connection without its payload.
struct ConnectionRow: Sendable {
    let id: ConnectionID
    let number: Int
    let connector: String
    let scheme: String
    let name: String
    let state: Connection.State
    let version: Int
    let createdAt: Timestamp
    let updatedAt: Timestamp

    init(_ row: Row) throws(StorageError) {
        guard let state = Connection.State(rawValue: try row.text(5)) else { throw .corrupt("A connection has an unknown state.") }
        id = try row.id(0)
        number = Int(try row.integer(1))
        connector = try row.text(2)
        scheme = try row.text(3)
        name = try row.text(4)
        self.state = state
        version = Int(try row.integer(6))
        createdAt = try row.time(7)
        updatedAt = try row.time(8)
    }
}

extension Connection {
    init(_ row: ConnectionRow, fields: JSONObject) {
        self.init(
            id: row.id, number: row.number, connector: row.connector, scheme: row.scheme, name: row.name, state: row.state,
            version: row.version, createdAt: row.createdAt, updatedAt: row.updatedAt, fields: fields)
    }
}
