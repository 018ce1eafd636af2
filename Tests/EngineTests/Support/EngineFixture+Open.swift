import Engine
import Model
import Storage
import Vault

/// Runs `body` with an engine on a new database.
func withEngine<Answer: Sendable>(_ body: (EngineFixture) async throws -> Answer) async throws -> Answer {
    try await withTemporaryDatabase { database in
        let vault = try await Vault.open(masterKey: .generated, database: database)
        let workflows = WorkflowStore(database: database, vault: vault)
        return try await body(EngineFixture(
            database: database, vault: vault, workspace: try await .inserted(in: database, vault), workflows: workflows))
    }
}

extension WorkspaceID {
    private enum Statement: String, StatementSet {
        case insert = "INSERT INTO workspaces (id, name, created_at) VALUES (?1, 'test', 0)"
    }

    /// A new workspace with its data key.
    static func inserted(in database: Database, _ vault: Vault) async throws -> WorkspaceID {
        let id = WorkspaceID()
        try await database.write { transaction in
            try transaction.execute(Statement.insert, .id(id))
            try vault.createDataKey(for: id, in: transaction)
        }
        return id
    }
}
