import Model
import PatchbayJSON
import PluginHost
import Storage
import Synchronization

/// What connectors declared in the builds that served here, so that an upgrade can be told from a workflow that never fitted.
final class ManifestHistory: Sendable {
    /// Per connector; an author who rebuilds all day must not fill the database.
    private static let length = 10

    private let database: Database
    private let cache = Mutex<[String: [Manifest]]>([:])

    init(database: Database) {
        self.database = database
    }

    /// Keeps the manifest; answers whether it differs from one kept before, or nil when it is the one that was kept last.
    func record(_ manifest: Manifest, at now: Timestamp) async throws -> Bool? {
        let document = manifest.json.bytes()
        let isChange: Bool? = try await database.commit { transaction in
            let newest = try transaction.first(ConnectorManifestStatement.history, .text(manifest.id), 1)
            if try newest?.blob(1) == document { return nil }
            let number = try newest.map { try $0.integer(0) + 1 } ?? 1
            try transaction.execute(
                ConnectorManifestStatement.insert, .text(manifest.id), .integer(number), .text(manifest.version.description), .blob(document),
                .time(now))
            try transaction.execute(ConnectorManifestStatement.prune, .text(manifest.id), .integer(number - Int64(Self.length)))
            return number > 1
        }
        if isChange != nil { cache.withLock { $0[manifest.id] = nil } }
        return isChange
    }

    /// What the connector declared before, newest first.
    func earlier(than manifest: Manifest) async throws -> [Manifest] {
        let all: [Manifest]
        if let known = cache.withLock({ $0[manifest.id] }) {
            all = known
        } else {
            let rows = try await database.read {
                try $0.query(ConnectorManifestStatement.history, .text(manifest.id), .integer(Int64(Self.length)))
            }
            // One that this host does not read any more has nothing to say.
            all = rows.compactMap { row in try? Manifest(document: row.blob(1)) }
            cache.withLock { $0[manifest.id] = all }
        }
        return all.filter { $0.json != manifest.json }
    }
}
