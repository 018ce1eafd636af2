import Crypto
package import Model
package import Storage
import Synchronization

/// The keys of the installation: a master key that is kept elsewhere wraps a data key per workspace, and one for what
/// belongs to no workspace.
package final class Vault: Sendable {
    private struct Cache {
        var current: [WorkspaceID: DataKey] = [:]
        var all: [DataKeyID: DataKey] = [:]
        var workspaces: [DataKeyID: WorkspaceID] = [:]
        /// What a read brings that began before the erasure is not kept.
        var erased: Set<WorkspaceID> = []

        mutating func keep(_ key: DataKey, of workspace: WorkspaceID, isCurrent: Bool) {
            guard !erased.contains(workspace) else { return }
            all[key.id] = key
            workspaces[key.id] = workspace
            if isCurrent { current[workspace] = key }
        }

        mutating func forget(_ workspace: WorkspaceID) {
            erased.insert(workspace)
            current[workspace] = nil
            for (id, _) in workspaces.filter({ $0.value == workspace }) {
                all[id] = nil
                workspaces[id] = nil
            }
        }
    }

    /// What belongs to no workspace is sealed under this one: users' secrets, signing keys.
    package let installationKey: DataKey
    private let database: Database
    private let masterKey: MasterKey
    private let cache: Mutex<Cache>

    private init(database: Database, masterKey: MasterKey, installationKeys: [DataKey], current: DataKey) {
        self.database = database
        self.masterKey = masterKey
        installationKey = current
        cache = Mutex(Cache(all: Dictionary(uniqueKeysWithValues: installationKeys.map { ($0.id, $0) })))
    }

    /// Fetches the master key and makes sure that it is the one this database was sealed with.
    ///
    /// Throws ``VaultError/wrongMasterKey``, ``VaultError/masterKeyLost(path:)`` and what the source has to say.
    package static func open(masterKey source: MasterKeySource, database: Database) async throws -> Vault {
        let isNew = try await database.read { try $0.first(VaultStatement.check) == nil }
        let folder = database.folder
        let masterKey = try await BlockingWork.run { try source.load(folder: folder, isNew: isNew) }
        let known = try await database.commit { transaction in
            try transaction.execute(VaultStatement.install, .blob(masterKey.checkValue), .time(.now))
            return try transaction.first(VaultStatement.check)?.blob(0)
        }
        guard known == masterKey.checkValue else { throw VaultError.wrongMasterKey }
        let keys = try await installationKeys(in: database, masterKey)
        guard let current = keys.last else { throw VaultError.damaged }
        return Vault(database: database, masterKey: masterKey, installationKeys: keys, current: current)
    }

    /// The keys of what belongs to no workspace, the current one last; the first start makes one.
    private static func installationKeys(in database: Database, _ masterKey: MasterKey) async throws -> [DataKey] {
        let new = DataKeyID()
        let wrapped = try masterKey.wrap(SymmetricKey(size: .bits256), new, of: nil)
        let rows = try await database.commit { transaction in
            let rows = try transaction.query(VaultStatement.installationKeys)
            guard rows.isEmpty else { return rows }
            try transaction.execute(
                VaultStatement.addInstallationKey, .id(new), .blob(wrapped), .text(masterKey.id), .time(.now))
            return try transaction.query(VaultStatement.installationKeys)
        }
        return try rows.map { row in
            let id: DataKeyID = try row.id(0)
            return try DataKey(id: id, material: masterKey.unwrap(row.blob(1), id, of: nil))
        }
    }

    /// The key that the workspace seals with now.
    package func dataKey(for workspace: WorkspaceID) async throws -> DataKey {
        if let key = cache.withLock({ $0.current[workspace] }) { return key }
        guard let row = try await database.read({ try $0.first(VaultStatement.currentKey, .id(workspace)) }) else {
            throw VaultError.noDataKey(workspace)
        }
        let key = try unwrap(row)
        cache.withLock { $0.keep(key, of: workspace, isCurrent: true) }
        return key
    }

    /// The key that a stored value names, of a workspace or of the installation.
    package func dataKey(_ id: DataKeyID) async throws -> DataKey {
        if let key = cache.withLock({ $0.all[id] }) { return key }
        guard let row = try await database.read({ try $0.first(VaultStatement.key, .id(id)) }) else {
            throw VaultError.unknownDataKey(id)
        }
        let key = try unwrap(row)
        let workspace: WorkspaceID = try row.id(1)
        cache.withLock { $0.keep(key, of: workspace, isCurrent: false) }
        return key
    }

    /// Makes the data key of a new workspace, in the transaction that makes the workspace.
    @discardableResult
    package func createDataKey(for workspace: WorkspaceID, in transaction: WriteTransaction) throws -> DataKeyID {
        let new = try newDataKey(for: workspace)
        try new.insert(in: transaction)
        return new.key.id
    }

    /// A data key for a workspace that is about to be made, for who seals something in the same transaction.
    package func newDataKey(for workspace: WorkspaceID) throws -> NewDataKey {
        let (id, material) = (DataKeyID(), SymmetricKey(size: .bits256))
        return NewDataKey(
            key: try DataKey(id: id, material: material), workspace: workspace, wrapped: try masterKey.wrap(material, id, of: workspace),
            masterKeyID: masterKey.id)
    }

    /// Deletes the keys of a workspace: what was sealed under them cannot be read again, here or in the database's copies from
    /// now on. ``forget(_:)`` follows once that is durable.
    package func eraseDataKeys(of workspace: WorkspaceID, in transaction: WriteTransaction) throws {
        try transaction.execute(VaultStatement.eraseKeys, .id(workspace))
    }

    /// Drops the keys of an erased workspace from memory.
    package func forget(_ workspace: WorkspaceID) {
        cache.withLock { $0.forget(workspace) }
    }

    private func unwrap(_ row: Row) throws -> DataKey {
        let (id, workspace): (DataKeyID, WorkspaceID) = (try row.id(0), try row.id(1))
        return try DataKey(id: id, material: masterKey.unwrap(row.blob(2), id, of: workspace))
    }
}
