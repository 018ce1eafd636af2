import Foundation
import Identity
import Logging
import Model
import Storage
import Testing
import Vault

@Suite struct IdentityTests {
    enum Statement: String, StatementSet {
        case keys = "SELECT hash FROM admin_keys"
        case workspaces = "SELECT id, name FROM workspaces"
        case forgetKeys = "DELETE FROM admin_keys"
    }

    /// One start of a host on a folder.
    struct Host {
        let database: Database
        let vault: Vault
        let identity: Identity

        init(_ folder: String) async throws {
            database = try await .open(folder: folder, logger: Logger(label: "test"))
            vault = try await .open(masterKey: .generated, database: database)
            identity = try await .open(database: database, vault: vault)
        }

        var keyInFile: String {
            get throws {
                let bytes = try #require(try PrivateFile.read(identity.adminKeyPath))
                return String(decoding: bytes, as: UTF8.self).replacing("\n", with: "")
            }
        }
    }

    @Test func `the first start makes a workspace with its key, and an admin key`() async throws {
        try await withTemporaryFolder { folder in
            let host = try await Host(folder)
            #expect(host.identity.isFirstStart)
            let key = try host.keyInFile
            #expect(key.hasPrefix("pb_admin_"))
            #expect(key.utf8.count == 9 + 64)
            let mode = try FileManager.default.attributesOfItem(atPath: host.identity.adminKeyPath)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let names = try await host.database.read { try $0.query(Statement.workspaces).map { try $0.text(1) } }
            #expect(names == ["default"])
            let dataKey = try await host.vault.dataKey(for: host.identity.workspace)
            let row = SealedRow(table: "t", row: "r", column: "c")
            #expect(try dataKey.open(dataKey.seal([1], row), row) == [1])
        }
    }

    @Test func `the key opens, and nothing else does`() async throws {
        try await withTemporaryFolder { folder in
            let host = try await Host(folder)
            let key = try host.keyInFile
            #expect(host.identity.isAdminKey(key))
            for wrong in ["", "pb_admin_", String(key.dropLast()), key + "0", key.uppercased(), " " + key] {
                #expect(!host.identity.isAdminKey(wrong))
            }
        }
    }

    @Test func `later starts find what the first one made`() async throws {
        try await withTemporaryFolder { folder in
            let first = try await {
                let host = try await Host(folder)
                return (workspace: host.identity.workspace, key: try host.keyInFile)
            }()
            let second = try await Host(folder)
            #expect(!second.identity.isFirstStart)
            #expect(second.identity.workspace == first.workspace)
            #expect(try second.keyInFile == first.key)
            #expect(second.identity.isAdminKey(first.key))
        }
    }

    @Test func `the file may be taken away`() async throws {
        try await withTemporaryFolder { folder in
            let key = try await {
                let host = try await Host(folder)
                let key = try host.keyInFile
                try FileManager.default.removeItem(atPath: host.identity.adminKeyPath)
                return key
            }()
            let host = try await Host(folder)
            #expect(host.identity.isAdminKey(key))
            #expect(!FileManager.default.fileExists(atPath: host.identity.adminKeyPath))
        }
    }

    @Test func `a reset key is good at once and the old one for nothing`() async throws {
        try await withTemporaryFolder { folder in
            let (old, new) = try await {
                let host = try await Host(folder)
                let old = try host.keyInFile
                try await host.identity.resetAdminKey()
                let new = try host.keyInFile
                #expect(old != new)
                #expect(!host.identity.isAdminKey(old))
                #expect(host.identity.isAdminKey(new))
                return (old, new)
            }()
            let later = try await Host(folder)
            #expect(!later.identity.isAdminKey(old))
            #expect(later.identity.isAdminKey(new))
        }
    }

    @Test func `a first start that crashed after the file goes on with that file`() async throws {
        try await withTemporaryFolder { folder in
            let key = "pb_admin_" + String(repeating: "0a", count: 32)
            try PrivateFile.write(Array((key + "\n").utf8), to: folder + "/admin.key")
            let host = try await Host(folder)
            #expect(host.identity.isFirstStart)
            #expect(try host.keyInFile == key)
            #expect(host.identity.isAdminKey(key))
        }
    }

    @Test func `a reset that crashed after the file is finished by the next start`() async throws {
        try await withTemporaryFolder { folder in
            let old = try await { try await Host(folder).keyInFile }()
            let new = "pb_admin_" + String(repeating: "0b", count: 32)
            try PrivateFile.write(Array((new + "\n").utf8), to: folder + "/admin.key")
            let host = try await Host(folder)
            #expect(host.identity.isAdminKey(new))
            #expect(!host.identity.isAdminKey(old))
        }
    }

    @Test(arguments: ["", "pb_admin_", "pb_admin_0000", "something else", "pb_admin_" + String(repeating: "xy", count: 32)])
    func `a file that holds no key is never taken for one`(content: String) async throws {
        try await withTemporaryFolder { folder in
            let key = try await { try await Host(folder).keyInFile }()
            try PrivateFile.write(Array(content.utf8), to: folder + "/admin.key")
            let host = try await Host(folder)
            #expect(!host.identity.isAdminKey(content))
            #expect(host.identity.isAdminKey(key))
        }
    }

    @Test func `the database holds the key's hash only`() async throws {
        try await withTemporaryFolder { folder in
            let host = try await Host(folder)
            let key = try host.keyInFile
            let hashes = try await host.database.read { try $0.query(Statement.keys).map { try $0.blob(0) } }
            #expect(hashes.map(\.count) == [32])
            for name in ["patchbay.db", "patchbay.db-wal"] {
                let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                #expect(bytes.range(of: Data(key.utf8)) == nil)
            }
        }
    }
}
