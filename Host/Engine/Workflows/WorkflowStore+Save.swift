import Identity
package import Model
package import PatchbayJSON
import Storage
import Vault

extension WorkflowStore {
    /// Saves a new workflow, enabled, as version 1; throws ``QuotaExceeded`` when the workspace may have no more.
    package func create(_ document: JSON, in workspace: WorkspaceID) async throws -> Workflow {
        let definition = try parse(document)
        let key = try await vault.dataKey(for: workspace)
        let now = clock.now()
        let id = WorkflowID(at: now)
        CommitRider.concern(id.text)
        return try await changing(definition) {
            try await database.commit { transaction in
                try transaction.requireRoomForWorkflow(in: workspace)
                try transaction.execute(
                    WorkflowStatement.insert, .id(id), .id(workspace), .text(definition.name), .optional(definition.webhookPath), .time(now))
                try transaction.insertVersion(1, of: id, document, definition, key: key, at: now)
                return try transaction.workflow(id, in: workspace)
            }
        }
    }

    /// Saves a new version of a workflow. With `expected` it must be the one after that version.
    package func replace(_ id: WorkflowID, in workspace: WorkspaceID, with document: JSON, expected: Int? = nil) async throws -> Workflow {
        let definition = try parse(document)
        let key = try await vault.dataKey(for: workspace)
        let now = clock.now()
        return try await changing(definition) {
            try await database.commit { transaction in
                let current = try transaction.workflow(id, in: workspace, expected: expected).version
                try transaction.execute(
                    WorkflowStatement.update, .id(id), .text(definition.name), .integer(Int64(current) + 1),
                    .optional(definition.webhookPath), .time(now))
                try transaction.insertVersion(current + 1, of: id, document, definition, key: key, at: now)
                return try transaction.workflow(id, in: workspace)
            }
        }
    }

    package func setEnabled(_ id: WorkflowID, in workspace: WorkspaceID, _ isEnabled: Bool) async throws -> Workflow {
        let now = clock.now()
        defer { noteChange() }
        return try await database.commit { transaction in
            try transaction.execute(WorkflowStatement.setEnabled, .id(id), .id(workspace), isEnabled ? 1 : 0, .time(now))
            return try transaction.workflow(id, in: workspace)
        }
    }

    /// Deletes a workflow. Its versions stay for the runs that pinned them.
    package func delete(_ id: WorkflowID, in workspace: WorkspaceID, expected: Int? = nil) async throws {
        defer { noteChange() }
        try await database.commit { transaction in
            _ = try transaction.workflow(id, in: workspace, expected: expected)
            try transaction.execute(WorkflowStatement.delete, .id(id), .id(workspace))
        }
    }

    private func parse(_ document: JSON) throws -> WorkflowDefinition {
        do {
            return try WorkflowDefinition.parse(document)
        } catch {
            throw WorkflowError.invalid(error)
        }
    }

    /// The only unique column besides ids is the path.
    private func changing<Answer>(_ definition: WorkflowDefinition, _ body: () async throws -> Answer) async throws -> Answer {
        defer { noteChange() }
        do {
            return try await body()
        } catch StorageError.constraint(.unique, _) {
            throw WorkflowError.pathTaken(definition.webhookPath ?? "")
        }
    }
}

extension WriteTransaction {
    fileprivate func workflow(_ id: WorkflowID, in workspace: WorkspaceID, expected: Int? = nil) throws -> Workflow {
        guard let row = try first(WorkflowStatement.get, .id(id), .id(workspace)) else { throw WorkflowError.notFound }
        let workflow = try Workflow(row)
        if let expected, expected != workflow.version { throw WorkflowError.versionConflict(current: workflow.version) }
        return workflow
    }

    fileprivate func insertVersion(
        _ version: Int, of id: WorkflowID, _ document: JSON, _ definition: WorkflowDefinition, key: DataKey, at now: Timestamp
    ) throws {
        try execute(
            WorkflowStatement.insertVersion, .id(id), .integer(Int64(version)),
            .blob(key.seal(document.bytes(), .definition(id, version: version))), .id(key.id), .time(now))
        for step in definition.steps {
            try execute(
                WorkflowStatement.insertStep, .id(id), .integer(Int64(version)), .text(step.id), .text(step.connector),
                .text(step.action), .optional(step.connection?.text))
        }
    }
}

extension ConnectionReference {
    /// As `workflow_steps.connection` holds it.
    fileprivate var text: String {
        switch self {
        case .id(let id): id.text
        case .number(let number): String(number)
        }
    }
}
