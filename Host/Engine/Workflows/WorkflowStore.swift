package import Model
package import PatchbayJSON
package import Storage
package import Vault

/// The workflows of all workspaces: every save makes a version, runs pin theirs.
package final class WorkflowStore: Sendable {
    let database: Database
    let vault: Vault
    private let cache = DefinitionCache()
    let clock: EngineClock

    package init(database: Database, vault: Vault, clock: EngineClock = .system) {
        self.database = database
        self.vault = vault
        self.clock = clock
    }

    /// Everything wrong with a document; empty when it can be saved.
    package func validate(_ document: JSON) -> [DefinitionIssue] {
        do {
            _ = try WorkflowDefinition.parse(document)
            return []
        } catch {
            return error.issues
        }
    }

    package func get(_ id: WorkflowID, in workspace: WorkspaceID) async throws -> WorkflowDocument {
        let key = try await vault.dataKey(for: workspace)
        return try await database.read { transaction in
            guard let row = try transaction.first(WorkflowStatement.get, .id(id), .id(workspace)) else { throw WorkflowError.notFound }
            let workflow = try Workflow(row)
            return try WorkflowDocument(workflow: workflow, document: transaction.document(id, version: workflow.version, key: key))
        }
    }

    /// The workspace's workflows, oldest first.
    package func list(in workspace: WorkspaceID, after cursor: String? = nil, limit: Int = 50) async throws -> Page<Workflow> {
        let rows = try await database.read {
            try $0.query(WorkflowStatement.list, .id(workspace), .text(cursor ?? ""), .integer(Int64(limit) + 1))
        }
        let workflows = try rows.prefix(limit).map(Workflow.init)
        return Page(elements: workflows, next: rows.count > limit ? workflows.last?.id.text : nil)
    }

    /// The workflow that a webhook path starts, enabled or not.
    package func workflow(path: String, in workspace: WorkspaceID) async throws -> Workflow? {
        try await database.read { try $0.first(WorkflowStatement.byPath, .id(workspace), .text(path)).map(Workflow.init) }
    }

    /// The definition that runs of this version follow.
    package func definition(_ id: WorkflowID, version: Int, in workspace: WorkspaceID) async throws -> WorkflowDefinition {
        let cacheKey = DefinitionCache.Key(workflow: id, version: version)
        if let definition = cache.definition(cacheKey) { return definition }
        let key = try await vault.dataKey(for: workspace)
        let document = try await database.read { try $0.document(id, version: version, key: key) }
        let definition = try WorkflowDefinition.parse(document)
        cache.insert(definition, for: cacheKey)
        return definition
    }

    /// The names of workflows whose current version names the connection, at most 20: what must be told before it is deleted.
    package func namesUsing(connection: ConnectionID, number: Int, in workspace: WorkspaceID) async throws -> [String] {
        try await database.read {
            try $0.query(WorkflowStatement.namesUsingConnection, .id(workspace), .id(connection), .text(String(number))).map { try $0.text(0) }
        }
    }
}

extension Transaction {
    fileprivate func document(_ id: WorkflowID, version: Int, key: DataKey) throws -> JSON {
        guard let row = try first(WorkflowStatement.document, .id(id), .integer(Int64(version))) else { throw WorkflowError.notFound }
        return try JSON.parse(key.open(row.blob(0), .definition(id, version: version)))
    }
}

extension Workflow {
    init(_ row: Row) throws {
        id = try row.id(0)
        name = try row.text(1)
        isEnabled = try row.integer(2) != 0
        version = Int(try row.integer(3))
        webhookPath = try row.optionalText(4)
        createdAt = try row.time(5)
        updatedAt = try row.time(6)
    }
}
