import Foundation
import Logging
import Model
import Storage
import Testing
import Vault

@Suite struct VaultTests {
    static let row = SealedRow(table: "event_payloads", row: "evt_1", column: "request_sealed")

    @Test func `what one start sealed the next one opens`() async throws {
        try await withTemporaryFolder { folder in
            let (workspace, sealed) = try await {
                let test = try await open(folder)
                let workspace = try await test.newWorkspace()
                return (workspace, try await test.dataKey(for: workspace).seal([1, 2, 3], Self.row))
            }()
            let again = try await open(folder)
            let key = try await again.dataKey(for: workspace)
            #expect(try key.open(sealed, Self.row) == [1, 2, 3])
            #expect(try await again.vault.dataKey(key.id).open(sealed, Self.row) == [1, 2, 3])
        }
    }

    @Test func `another master key is refused at start, and says so`() async throws {
        try await withTemporaryFolder { folder in
            do { _ = try await open(folder, .base64(Self.base64(1))) }
            let error = await #expect(throws: VaultError.wrongMasterKey) { try await open(folder, .base64(Self.base64(2))) }
            #expect(try #require(error).description.contains("not the one this database was sealed with"))
            _ = try await open(folder, .base64(Self.base64(1)))
        }
    }

    @Test func `a lost key file is an error, not a reason for a new key`() async throws {
        try await withTemporaryFolder { folder in
            do { _ = try await open(folder) }
            let path = folder + "/master.key"
            try FileManager.default.removeItem(atPath: path)
            await #expect(throws: VaultError.masterKeyLost(path: path)) { try await open(folder) }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `a key file that a first start left before it crashed is used`() async throws {
        try await withTemporaryFolder { folder in
            try PrivateFile.write(Array(Self.base64(7).utf8), to: folder + "/master.key")
            do { _ = try await open(folder) }
            _ = try await open(folder, .base64(Self.base64(7)))
        }
    }

    @Test func `the generated key is readable by the host's user only`() async throws {
        try await withTemporaryFolder { folder in
            _ = try await open(folder)
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/master.key")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `a data key under another workspace's name does not unwrap`() async throws {
        try await withVault { test in
            let (mine, theirs) = (try await test.newWorkspace(), try await test.newWorkspace())
            try await test.database.write { transaction in
                let wrapped = try #require(try transaction.first(Workspaces.wrapped, .id(theirs))).blob(0)
                try transaction.execute(Workspaces.swapKeys, .id(mine), .blob(wrapped))
            }
            await #expect(throws: VaultError.damaged) { try await test.dataKey(for: mine) }
        }
    }

    @Test func `a workspace or key that does not exist is named`() async throws {
        try await withVault { test in
            let (workspace, key) = (WorkspaceID(), DataKeyID())
            await #expect(throws: VaultError.noDataKey(workspace)) { try await test.dataKey(for: workspace) }
            await #expect(throws: VaultError.unknownDataKey(key)) { try await test.vault.dataKey(key) }
        }
    }

    @Test func `neither values nor keys are in the database's files`() async throws {
        try await withTemporaryFolder { folder in
            let canary = "canary-5f3b1e0d-token-of-somebody"
            let test = try await open(folder, .base64(Self.base64(9)))
            let key = try await test.dataKey(for: test.newWorkspace())
            let sealed = key.seal(Array(canary.utf8), Self.row)
            try await test.database.commit { try $0.execute(Workspaces.store, .id(key.id), .blob(sealed)) }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(name)")
                #expect(bytes.range(of: Data(repeating: 9, count: 32)) == nil, "\(name)")
                if name == "patchbay.db-wal" { #expect(bytes.range(of: Data(sealed)) != nil, "the sealed value is what is stored") }
            }
        }
    }

    @Test func `what belongs to no workspace has a key of its own, which outlives a restart`() async throws {
        try await withTemporaryFolder { folder in
            var sealed: [UInt8] = []
            var id: DataKeyID?
            do {
                let vault = try await open(folder, .base64(Self.base64(9))).vault
                sealed = vault.installationKey.seal([1, 2, 3], Self.row)
                id = vault.installationKey.id
            }
            let vault = try await open(folder, .base64(Self.base64(9))).vault
            #expect(vault.installationKey.id == id)
            #expect(try vault.installationKey.open(sealed, Self.row) == [1, 2, 3])
            #expect(try await vault.dataKey(vault.installationKey.id).open(sealed, Self.row) == [1, 2, 3])
        }
    }

    static func base64(_ byte: UInt8) -> String { Data(repeating: byte, count: 32).base64EncodedString() }

    func open(_ folder: String, _ source: MasterKeySource = .generated) async throws -> TestVault {
        let database = try await Database.open(folder: folder, logger: Logger(label: "test"))
        return TestVault(database: database, vault: try await .open(masterKey: source, database: database))
    }
}
