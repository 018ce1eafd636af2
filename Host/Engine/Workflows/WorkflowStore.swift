package import Model
package import PatchbayJSON
package import Storage
import Synchronization
package import Vault

/// The workflows of all workspaces: every save makes a version, runs pin theirs.
package final class WorkflowStore: Sendable {
    let database: Database
    let vault: Vault
    private let cache = DefinitionCache()
    private let changeCount = Atomic<UInt64>(0)
    let clock: EngineClock

    package init(database: Database, vault: Vault, clock: EngineClock = .system) {
        self.database = database
        self.vault = vault
        self.clock = clock
    }

    /// Rises with every change made through this host: what caches compare to know whether they are out of date.
    package var generation: UInt64 { changeCount.load(ordering: .acquiring) }

    func noteChange() {
        changeCount.add(1, ordering: .releasing)
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
        let (workflow, sealed) = try await database.read { transaction in
            guard let row = try transaction.first(WorkflowStatement.get, .id(id), .id(workspace)) else { throw WorkflowError.notFound }
            let workflow = try Workflow(row)
            return (workflow, try transaction.definition(id, version: workflow.version))
        }
        return WorkflowDocument(workflow: workflow, document: try await open(sealed, id, version: workflow.version))
    }

    /// A workflow without its document.
    package func current(_ id: WorkflowID, in workspace: WorkspaceID) async throws -> Workflow {
        let row = try await database.read { try $0.first(WorkflowStatement.get, .id(id), .id(workspace)) }
        guard let row else { throw WorkflowError.notFound }
        return try Workflow(row)
    }

    /// The workspace's workflows, oldest first.
    package func list(in workspace: WorkspaceID, after cursor: String? = nil, limit: Int = 50) async throws -> Page<Workflow> {
        let rows = try await database.read {
            try $0.query(WorkflowStatement.list, .id(workspace), .text(cursor ?? ""), .integer(Int64(limit) + 1))
        }
        let workflows = try rows.prefix(limit).map(Workflow.init)
        return Page(elements: workflows, next: rows.count > limit ? workflows.last?.id.text : nil)
    }

    /// The workflow that a webhook path starts, enabled or not; none in a workspace that is suspended.
    package func workflow(path: String, in workspace: WorkspaceID) async throws -> Workflow? {
        try await database.read { try $0.first(WorkflowStatement.byPath, .id(workspace), .text(path)).map(Workflow.init) }
    }

    /// The definition that runs of this version follow.
    package func definition(_ id: WorkflowID, version: Int) async throws -> WorkflowDefinition {
        let cacheKey = DefinitionCache.Key(workflow: id, version: version)
        if let definition = cache.definition(cacheKey) { return definition }
        let sealed = try await database.read { try $0.definition(id, version: version) }
        let definition = try WorkflowDefinition.parse(await open(sealed, id, version: version))
        cache.insert(definition, for: cacheKey)
        return definition
    }

    /// What a run follows: its workflow's pinned version, or the one step that it is.
    func definition(of header: RunHeader, _ input: RunInput) async throws -> WorkflowDefinition {
        switch (header.source, input) {
        case (.workflow(let id, let version), _):
            try await definition(id, version: version)
        case (.action(let connector, let action), .action(let input)):
            .oneStep(connector: connector, action: action, connection: input.connection, input: input.input, timeout: input.timeout)
        case (.action, _):
            throw StorageError.corrupt("Run \(header.id) of an action has another run's input.")
        }
    }

    /// The names of workflows whose current version names the connection, at most 20: what must be told before it is deleted.
    package static func namesUsing(
        in transaction: any Transaction, connection: ConnectionID, number: Int, of workspace: WorkspaceID
    ) throws -> [String] {
        try transaction.query(WorkflowStatement.namesUsingConnection, [.id(workspace), .id(connection), .text(String(number))])
            .map { try $0.text(0) }
    }

    private func open(_ sealed: SealedValue, _ id: WorkflowID, version: Int) async throws -> JSON {
        try JSON.parse(await vault.open(sealed, .definition(id, version: version)))
    }
}

extension Transaction {
    fileprivate func definition(_ id: WorkflowID, version: Int) throws -> SealedValue {
        guard let row = try first(WorkflowStatement.document, .id(id), .integer(Int64(version))) else { throw WorkflowError.notFound }
        return try SealedValue(row, 0, key: 1)
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
