import Engine
import Identity
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Vault

/// An engine on a database file of its own, with everything real but the actions.
struct EngineFixture: Sendable {
    let database: Database
    let vault: Vault
    let workspace: WorkspaceID
    let workflows: WorkflowStore

    /// An executor and the run service in front of it, as one host has them.
    func host(
        _ configuration: ExecutorConfiguration = .init(), clock: EngineClock = .system, performer: ActionPerformer,
        connectors: ConnectorAvailability = .all
    ) -> (executor: Executor, runs: RunService) {
        let executor = Executor(
            configuration: configuration, database: database, vault: vault, workflows: workflows, performer: performer,
            connectors: connectors, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let quota = RunQuota(plans: PlanStore(database: database, now: clock.now))
        return (executor, RunService(
            database: database, vault: vault, workflows: workflows, executor: executor, quota: quota, clock: clock))
    }

    /// Lets an executor work while `body` runs, and then ends it the hard way: its task is cancelled, as at the end of a process.
    @discardableResult
    func running<Answer: Sendable>(
        _ configuration: ExecutorConfiguration = .init(), clock: EngineClock = .system, performer: ActionPerformer,
        connectors: ConnectorAvailability = .all, _ body: (RunService) async throws -> Answer
    ) async throws -> Answer {
        let (executor, runs) = host(configuration, clock: clock, performer: performer, connectors: connectors)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await executor.run() }
            defer { group.cancelAll() }
            return try await body(runs)
        }
    }

    /// Saves a workflow of the steps.
    func workflow(_ steps: JSON, trigger: JSON = ["type": "manual"]) async throws -> WorkflowID {
        try await workflows.create(["name": "test", "trigger": trigger, "steps": steps], in: workspace).id
    }
}
