package import Identity
package import Model
package import PatchbayJSON
package import Storage
package import Vault

/// Starts, shows, awaits and cancels runs: what the REST API calls.
package struct RunService: Sendable {
    let database: Database
    let vault: Vault
    let workflows: WorkflowStore
    let executor: Executor
    let quota: RunQuota
    let clock: EngineClock

    /// 1 MiB: what a run may be started with.
    package static let inputLimit = 1 << 20

    package init(
        database: Database, vault: Vault, workflows: WorkflowStore, executor: Executor, quota: RunQuota, clock: EngineClock = .system
    ) {
        self.database = database
        self.vault = vault
        self.workflows = workflows
        self.executor = executor
        self.quota = quota
        self.clock = clock
    }

    /// Starts a workflow's current version, enabled or not, with `input` as its trigger's body. Returns the run once it has
    /// ended, or after `wait` wherever it then stands, or without `wait` as soon as it is durable.
    package func start(
        workflow id: WorkflowID, in workspace: WorkspaceID, input: JSON, trace: TraceContext = .new(), wait: Duration? = nil
    ) async throws -> RunDetail {
        let workflow = try await workflows.current(id, in: workspace)
        return try await start(.workflow(id, version: workflow.version), .manual(input), in: workspace, trace, wait)
    }

    /// Runs one action as a run of its own, through the same engine. Input and connector are checked when it runs; callers
    /// that want to refuse a wrong name earlier ask the catalogue.
    package func start(
        action: String, of connector: String, in workspace: WorkspaceID, input: ActionInput, trace: TraceContext = .new(),
        wait: Duration? = nil
    ) async throws -> RunDetail {
        try await start(.action(connector: connector, action: action), .action(input), in: workspace, trace, wait)
    }

    private func start(
        _ source: RunSource, _ input: RunInput, in workspace: WorkspaceID, _ trace: TraceContext, _ wait: Duration?
    ) async throws -> RunDetail {
        if let size = input.stored?.count, size > Self.inputLimit { throw RunError.inputTooLarge(limit: Self.inputLimit) }
        let now = clock.now()
        let allowance = try await quota.allowance(for: workspace, at: now)
        let header = RunHeader(
            id: RunID(at: now), workspace: workspace, source: source, event: nil, traceID: trace.traceID, createdAt: now)
        let new = NewRun(header, input: input, key: try await vault.dataKey(for: workspace), allowance: allowance)
        CommitRider.concern(header.id.text)
        let ticket = executor.endings.register(header.id)
        do {
            try await executor.start(new, input: input)
        } catch {
            executor.endings.discard(ticket)
            quota.note(error, of: allowance)
            throw error
        }
        if let wait { await executor.endings.wait(ticket, until: now + wait, clock: clock) } else { executor.endings.discard(ticket) }
        return try await get(header.id, in: workspace)
    }

    /// The run at its end, or after `wait` wherever it then stands.
    package func wait(for id: RunID, in workspace: WorkspaceID, _ wait: Duration) async throws -> RunDetail {
        // Registered before the look at the row, so that an end in between is not missed.
        let ticket = executor.endings.register(id)
        do {
            if try await current(id, in: workspace).state.isTerminal {
                executor.endings.discard(ticket)
            } else {
                await executor.endings.wait(ticket, until: clock.now() + wait, clock: clock)
            }
        } catch {
            executor.endings.discard(ticket)
            throw error
        }
        return try await get(id, in: workspace)
    }

    /// Asks a run to end. What is running is interrupted; a run that waits ends at once.
    package func cancel(_ id: RunID, in workspace: WorkspaceID) async throws -> Run {
        let now = clock.now()
        let run = try await database.commit { transaction in
            let changed = try transaction.execute(RunStatement.requestCancel, .id(id), .id(workspace), .time(now))
            let run = try transaction.run(id, in: workspace)
            if changed == 0, run.state.isTerminal { throw RunError.alreadyEnded(run.state) }
            return run
        }
        executor.cancel(id)
        return run
    }
}
