import Crypto
package import Model
import Storage
import Synchronization

/// The installation's admin key, and the workspace that the first start made for it.
package final class Identity: Sendable {
    /// The workspace that the first start made.
    package let workspace: WorkspaceID
    /// Where the admin key was written: `admin.key` in the data folder, mode 0600. May be removed once the key is kept elsewhere.
    package let adminKeyPath: String
    /// Whether this start made workspace and key.
    package let isFirstStart: Bool
    private let database: Database
    private let adminKeyHashes: Mutex<[[UInt8]]>

    init(database: Database, workspace: WorkspaceID, adminKeyPath: String, isFirstStart: Bool, adminKeyHashes: [[UInt8]]) {
        self.database = database
        self.workspace = workspace
        self.adminKeyPath = adminKeyPath
        self.isFirstStart = isFirstStart
        self.adminKeyHashes = Mutex(adminKeyHashes)
    }

    /// Whether this bearer token is the admin key. Takes the same time for every wrong token.
    package func isAdminKey(_ bearer: String) -> Bool {
        let digest = AdminKey.digest(of: bearer)
        // The comparison of a digest does not stop at the first difference, and the search does not stop at the first match.
        return adminKeyHashes.withLock { $0.count { digest == $0 } } > 0
    }

    /// Replaces the admin key; the old one is good for nothing from here on. The new one is in ``adminKeyPath``.
    package func resetAdminKey() async throws {
        let key = AdminKey()
        try await Self.write(key, to: adminKeyPath)
        try await Self.store(key, in: database)
        adminKeyHashes.withLock { $0 = [key.hash] }
    }

    /// Makes the admin key good for nothing until ``resetAdminKey()``, once somebody else administers the installation; throws
    /// ``AccountError/noPlatformAdmin`` before.
    package func disableAdminKey() async throws {
        try await database.commit { transaction in
            guard try Accounts.hasPlatformAdmin(in: transaction) else { throw AccountError.noPlatformAdmin }
            try transaction.execute(IdentityStatement.removeAdminKeys)
            try transaction.execute(IdentityStatement.setAdminKeyDisabledAt, .time(.now))
        }
        adminKeyHashes.withLock { $0 = [] }
    }
}
