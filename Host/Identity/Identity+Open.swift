import Model
package import Storage
package import Vault

extension Identity {
    /// Makes at the first start what a host cannot be without: a workspace with its data key, and an admin key.
    ///
    /// The key's file is written before its row, so a crash between the two leaves a key that is not yet valid and never a
    /// valid one that nobody knows; the next start stores the hash of what the file holds. That is no way in for
    /// anybody: who can write this file can read the master key beside it. A key that was disabled stays so until it is reset.
    package static func open(database: Database, vault: Vault) async throws -> Identity {
        let path = database.folder + "/admin.key"
        let file = try await BlockingWork.run { try PrivateFile.read(path).flatMap(AdminKey.init(file:)) }
        let stored = try await database.read { transaction in
            (
                workspace: try transaction.first(IdentityStatement.firstWorkspace)?.id(0) as WorkspaceID?,
                hashes: try transaction.query(IdentityStatement.adminKeys).map { try $0.blob(0) },
                isDisabled: try Self.isAdminKeyDisabled(transaction)
            )
        }
        guard let workspace = stored.workspace else {
            return try await firstStart(database, vault, path: path, file: file)
        }
        var hashes = stored.hashes
        if let file, !stored.isDisabled, !hashes.contains(file.hash) {
            try await store(file, in: database)
            hashes = [file.hash]
        }
        return Identity(database: database, workspace: workspace, adminKeyPath: path, isFirstStart: false, adminKeyHashes: hashes)
    }

    private static func firstStart(_ database: Database, _ vault: Vault, path: String, file: AdminKey?) async throws -> Identity {
        let key = file ?? AdminKey()
        if file == nil { try await write(key, to: path) }
        let workspace = WorkspaceID()
        try await database.commit { transaction in
            try transaction.execute(IdentityStatement.addFirstWorkspace, .id(workspace), "default", .time(.now))
            try vault.createDataKey(for: workspace, in: transaction)
            try replace(with: key, in: transaction)
        }
        return Identity(database: database, workspace: workspace, adminKeyPath: path, isFirstStart: true, adminKeyHashes: [key.hash])
    }

    static func write(_ key: AdminKey, to path: String) async throws {
        try await BlockingWork.run { try PrivateFile.write(key.file, to: path) }
    }

    static func store(_ key: AdminKey, in database: Database) async throws {
        try await database.commit { try replace(with: key, in: $0) }
    }

    private static func replace(with key: AdminKey, in transaction: WriteTransaction) throws {
        try transaction.execute(IdentityStatement.removeAdminKeys)
        try transaction.execute(IdentityStatement.addAdminKey, .blob(key.hash), .time(.now))
        try transaction.execute(IdentityStatement.setAdminKeyDisabledAt, nil)
    }

    static func isAdminKeyDisabled(_ transaction: some Transaction) throws -> Bool {
        try transaction.first(IdentityStatement.adminKeyDisabledAt)?.optionalTime(0) != nil
    }
}
