package import Model
import PatchbayJSON
import Storage
import Vault

extension RunService {
    /// The workspace's runs, newest first. `cursor` is the `next` of the page before.
    package func list(
        in workspace: WorkspaceID, _ filter: RunFilter = RunFilter(), after cursor: String? = nil, limit: Int = 50
    ) async throws -> Page<Run> {
        let rows = try await database.read {
            try $0.query(
                RunQueryStatement.list, .id(workspace), .text(cursor ?? "~"), .integer(Int64(limit) + 1), .optional(filter.state?.rawValue),
                .id(filter.workflow), .optional(filter.connector), .time(filter.createdFrom), .time(filter.createdBefore))
        }
        let runs = try rows.prefix(limit).map(Run.init)
        return Page(elements: runs, next: rows.count > limit ? runs.last?.id.text : nil)
    }

    /// A run with every attempt.
    package func get(_ id: RunID, in workspace: WorkspaceID) async throws -> RunDetail {
        let (run, rows, attempts, payloads) = try await database.read { transaction in
            guard let row = try transaction.first(RunQueryStatement.get, .id(id), .id(workspace)) else { throw RunError.notFound }
            return try (
                Run(row), RunRows(id, in: transaction), transaction.query(AttemptStatement.ofRun, .id(id)),
                transaction.query(AttemptStatement.payloads, .id(id))
            )
        }
        let input = try await rows.input(vault)
        var opened: [AttemptPayloadRow] = []
        for row in payloads { opened.append(try await AttemptPayloadRow(row, run: id, vault: vault)) }
        let current = try await CurrentInputs(rows, input: input, vault: vault, workflows: workflows)
        return RunDetail(
            run: run, trigger: input.trigger(),
            attempts: try attempts.map { row in
                let (step, number) = (try row.text(0), Int(try row.integer(1)))
                return try Attempt(row, payload: opened.first { $0.step == step && $0.number == number }, current: current)
            })
    }
}

/// The opened payloads of one attempt.
private struct AttemptPayloadRow {
    let step: String
    let number: Int
    let input: JSON?
    let outcome: JSON?
    let journal: JSON?

    init(_ row: Row, run: RunID, vault: Vault) async throws {
        let (step, number) = (try row.text(0), Int(try row.integer(1)))
        func open(_ index: Int, _ column: SealedRow.AttemptColumn) async throws -> JSON? {
            guard let value = try SealedValue.optional(row, index, key: 2) else { return nil }
            return try JSON.parse(await vault.open(value, .attempt(run, step, number, column)))
        }
        self.step = step
        self.number = number
        input = try await open(3, .input)
        outcome = try await open(4, .outcome)
        journal = try await open(5, .journal)
    }
}

/// Renders the inputs of attempts that run, which are stored only with their outcome: the rendering is a pure function of
/// what is stored.
private struct CurrentInputs {
    private let definition: WorkflowDefinition?
    private let scope: Scope

    init(_ rows: RunRows, input: RunInput, vault: Vault, workflows: WorkflowStore) async throws {
        guard rows.attempts.contains(where: { [.started, .sent].contains($0.state) }), case .workflow(let id, let version) = rows.header.source
        else {
            definition = nil
            scope = Scope(trigger: input.trigger())
            return
        }
        let definition = try await workflows.definition(id, version: version)
        let lease = RunLease(owner: "", epoch: 0, until: rows.header.createdAt)
        self.definition = definition
        scope = try await HeldRun(rows, input: input, lease: lease, definition: definition, vault: vault).scope
    }

    func input(of step: String) -> JSON? {
        guard let definition else { return scope.trigger["body"] }
        return definition.position(of: step).flatMap { try? definition.steps[$0].input.render(in: scope) }
    }
}

extension Attempt {
    fileprivate init(_ row: Row, payload: AttemptPayloadRow?, current: CurrentInputs) throws {
        guard let state = AttemptState(rawValue: try row.text(2)) else { throw StorageError.corrupt("An attempt has an unknown state.") }
        let step = try row.text(0)
        self.init(
            step: step, number: Int(try row.integer(1)), state: state, startedAt: try row.time(3), sentAt: try row.optionalTime(4),
            finishedAt: try row.optionalTime(5), errorClass: try row.optionalText(6),
            providerStatus: try row.optionalInteger(7).map(Int.init), nextRetryAt: try row.optionalTime(8),
            input: payload?.input ?? ([.started, .sent].contains(state) ? current.input(of: step) : nil),
            output: payload?.outcome?["output"], error: payload?.outcome?["error"], journal: payload?.journal)
    }
}

extension Run {
    init(_ row: Row) throws {
        guard let state = RunState(rawValue: try row.text(9)) else { throw StorageError.corrupt("A run has an unknown state.") }
        self.init(
            header: try RunHeader(row), state: state, isCancelling: try row.optionalInteger(10) != nil && !state.isTerminal,
            startedAt: try row.optionalTime(11), finishedAt: try row.optionalTime(12),
            dueAt: state == .waiting || state == .queued ? try row.optionalTime(13) : nil, errorClass: try row.optionalText(14))
    }
}
