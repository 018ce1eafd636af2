import Model
import Storage
import Vault

enum Workspaces: String, StatementSet {
    case add = "INSERT INTO workspaces (id, name, created_at) VALUES (?1, 'test', 0)"
    case swapKeys = "UPDATE data_keys SET wrapped = ?2 WHERE workspace_id = ?1"
    case wrapped = "SELECT wrapped FROM data_keys WHERE workspace_id = ?1"
    case store = "INSERT INTO event_payloads (event_id, key_id, request_sealed) VALUES ('evt_1', ?1, ?2)"
}

/// A vault with a generated key on a database of its own.
func withVault(_ body: (TestVault) async throws -> Void) async throws {
    try await withTemporaryDatabase { database in
        try await body(TestVault(database: database, vault: try await .open(masterKey: .generated, database: database)))
    }
}

struct TestVault {
    let database: Database
    let vault: Vault

    func newWorkspace() async throws -> WorkspaceID {
        let workspace = WorkspaceID()
        try await database.commit { [vault] transaction in
            try transaction.execute(Workspaces.add, .id(workspace))
            return try vault.createDataKey(for: workspace, in: transaction)
        }
        return workspace
    }

    func dataKey(for workspace: WorkspaceID) async throws -> DataKey {
        try await vault.dataKey(for: workspace)
    }
}
