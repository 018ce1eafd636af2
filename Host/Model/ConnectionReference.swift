/// How a document names a connection.
package enum ConnectionReference: Sendable, Hashable {
    case id(ConnectionID)
    /// The workspace's connection number, from 1.
    case number(Int)
}
