import Model
import PatchbayJSON
import Storage
import Vault

/// A run that this executor holds: all that driving it needs.
struct HeldRun: Sendable {
    let header: RunHeader
    var lease: RunLease
    let definition: WorkflowDefinition
    let key: DataKey
    var progress: RunProgress
    let scope: Scope
    /// Rows still to be inserted with the first transition.
    var creation: NewRun?

    /// A run in which nothing has happened yet.
    init(_ header: RunHeader, input: RunInput, lease: RunLease, definition: WorkflowDefinition, key: DataKey, creation: NewRun? = nil) {
        self.header = header
        self.lease = lease
        self.definition = definition
        self.key = key
        self.creation = creation
        progress = RunProgress(steps: definition.steps.count)
        scope = Scope(trigger: input.trigger(), header: header)
    }
}

extension HeldRun {
    /// A run as its rows tell it.
    init(_ rows: RunRows, input: RunInput, lease: RunLease, definition: WorkflowDefinition, vault: Vault) async throws {
        header = rows.header
        key = try await vault.dataKey(for: rows.header.workspace)
        self.lease = lease
        self.definition = definition
        progress = RunProgress(rows, of: definition)
        scope = try await Scope(rows, input: input, definition: definition, vault: vault)
    }
}

extension HeldRun {
    /// What its steps wait for.
    var awaitedConnectors: [String] {
        zip(definition.steps, progress.steps).compactMap { $1.isAwaitingConnector ? $0.connector : nil }
    }
}

extension RunProgress {
    init(_ rows: RunRows, of definition: WorkflowDefinition) {
        self.init(state: .running, isCancelling: rows.isCancelling, attempts: rows.attempts, waits: rows.waits, of: definition)
    }
}

extension Scope {
    init(trigger: JSON, header: RunHeader) {
        var run: JSONObject = ["id": .string(header.id.text), "created_at": .string(header.createdAt.description)]
        if let workflow = header.workflowID { run["workflow_id"] = .string(workflow.text) }
        self.init(trigger: trigger, run: .object(run), workspace: ["id": .string(header.workspace.text)])
    }

    /// With what the ended steps of a stored run gave.
    init(_ rows: RunRows, input: RunInput, definition: WorkflowDefinition, vault: Vault) async throws {
        self.init(trigger: input.trigger(), header: rows.header)
        for (step, progress) in zip(definition.steps, RunProgress(rows, of: definition).steps) {
            guard let state = progress.shownState,
                let sealed = rows.outcomes[RunRows.OutcomeKey(step: step.id, attempt: progress.attempts)]
            else { continue }
            let outcome = try await vault.open(sealed, .attempt(rows.header.id, step.id, progress.attempts, .outcome))
            add(step: step.id, state: state, outcome: outcome)
        }
    }

    /// `steps.<id>` = `{"state", "output"}` or `{"state", "error"}`.
    mutating func add(step: String, state: AttemptState, outcome: [UInt8]) {
        guard case .object(var entry) = try? JSON.parse(outcome, limits: .stored) else { return }
        entry["state"] = .string(state.rawValue)
        steps[step] = .object(entry)
    }
}

extension StepProgress {
    /// The state that expressions may see: nil until the step has ended.
    var shownState: AttemptState? {
        switch stage {
        case .succeeded: .succeeded
        case .failed: .failed
        case .inDoubt: .inDoubt
        case .pending, .running, .waiting, .awaitingConnector, .cancelled: nil
        }
    }
}
