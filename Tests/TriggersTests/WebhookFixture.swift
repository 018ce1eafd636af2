import Engine
import Identity
import Logging
import Model
import PatchbayJSON
import Storage
import Triggers
import Vault

/// A webhook intake on a database of its own, and the hosts behind it.
struct WebhookFixture: Sendable {
    let database: Database
    let vault: Vault
    let workspace: WorkspaceID
    let workflows: WorkflowStore
    let plans: PlanStore

    struct Host: Sendable {
        let executor: Executor
        let runs: RunService
        let intake: WebhookIntake
    }

    private enum Statement: String, StatementSet {
        case insertWorkspace = "INSERT INTO workspaces (id, name, created_at) VALUES (?1, 'test', 0)"
    }

    static func with<Answer: Sendable>(options: DatabaseOptions = .init(), _ body: (WebhookFixture) async throws -> Answer) async throws -> Answer {
        try await withTemporaryDatabase(options: options) { database in
            let vault = try await Vault.open(masterKey: .generated, database: database)
            let workspace = WorkspaceID()
            try await database.write { transaction in
                try transaction.execute(Statement.insertWorkspace, .id(workspace))
                try vault.createDataKey(for: workspace, in: transaction)
            }
            let workflows = WorkflowStore(database: database, vault: vault)
            return try await body(WebhookFixture(database: database, vault: vault, workspace: workspace, workflows: workflows, plans: PlanStore(database: database)))
        }
    }

    /// A host whose actions answer as `perform` says.
    func host(_ perform: @escaping @Sendable (StepCall) async -> AttemptReport) -> Host {
        host(ActionPerformer(perform))
    }

    /// A host, which runs nothing until its executor does.
    func host(
        _ performer: ActionPerformer, connectors: ConnectorAvailability = ConnectorAvailability(isAvailable: { _ in true }, follow: { _ in })
    ) -> Host {
        let executor = Executor(
            database: database, vault: vault, workflows: workflows, performer: performer, connectors: connectors,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let quota = RunQuota(plans: plans)
        return Host(
            executor: executor,
            runs: RunService(database: database, vault: vault, workflows: workflows, executor: executor, quota: quota),
            intake: WebhookIntake(database: database, vault: vault, workflows: workflows, executor: executor, quota: quota))
    }

    /// Lets a host's executor work while `body` runs, and then cuts it off.
    @discardableResult
    func running<Answer: Sendable>(_ host: Host, _ body: () async throws -> Answer) async throws -> Answer {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.executor.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// A workflow of one step with this webhook path.
    @discardableResult
    func workflow(path: String, input: JSON = [:]) async throws -> Workflow {
        try await workflows.create(Self.document(path: path, input: input), in: workspace)
    }

    static func document(path: String, input: JSON = [:]) -> JSON {
        [
            "name": "hook", "trigger": ["type": "webhook", "path": .string(path)],
            "steps": [["id": "only", "action": "test.echo", "input": input]],
        ]
    }

    func post(_ body: String, to path: String, _ intake: WebhookIntake, query: String = "") async throws -> WebhookReceipt {
        try await intake.receive(
            workspace: workspace.text, path: path, method: "POST", query: query,
            headers: [.init("Content-Type", "application/json"), .init("X-Source", "test")], body: Array(body.utf8), trace: .new())
    }
}
