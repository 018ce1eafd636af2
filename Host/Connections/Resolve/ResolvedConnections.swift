import Model
import PluginHost
import Synchronization

/// Connections opened lately, so that a call need not open its own again. Each use has read the row's version before, so a
/// change, by whichever host, is seen by the next call.
final class ResolvedConnections: Sendable {
    static let capacity = 1024

    private struct Entry {
        let build: ConnectorBuild
        let connection: ResolvedConnection
    }

    private let entries = Mutex<[ConnectionID: Entry]>([:])

    /// The connection as opened for this version of it and this build of its connector.
    func find(_ id: ConnectionID, version: Int, for connector: Connector) -> ResolvedConnection? {
        entries.withLock { entries in
            guard let entry = entries[id], entry.connection.version == version, entry.build == ConnectorBuild(connector) else {
                return nil
            }
            return entry.connection
        }
    }

    func keep(_ connection: ResolvedConnection, for connector: Connector) {
        entries.withLock { entries in
            // Rare, and what is in use comes back with its next call.
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[connection.id] = Entry(build: ConnectorBuild(connector), connection: connection)
        }
    }

    func remove(_ id: ConnectionID) {
        entries.withLock { _ = $0.removeValue(forKey: id) }
    }
}

/// What a connection's rights depend on besides itself.
private struct ConnectorBuild: Equatable {
    let sha256: String
    let policy: PluginPolicy

    init(_ connector: Connector) {
        sha256 = connector.sha256
        policy = connector.policy
    }
}
