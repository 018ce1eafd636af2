package import Model
import PatchbayJSON
import Storage
import Vault

extension RunService {
    /// The workspace's runs, newest first. `cursor` is the `next` of the page before.
    package func list(
        in workspace: WorkspaceID, _ filter: RunFilter = RunFilter(), after cursor: String? = nil, limit: Int = 50
    ) async throws -> Page<Run> {
        let runs = try await database.read { transaction in
            try transaction.query(
                RunQueryStatement.list, .id(workspace), .text(cursor ?? "~"), .integer(Int64(limit) + 1), .optional(filter.state?.rawValue),
                .id(filter.workflow), .optional(filter.connector), .time(filter.createdFrom), .time(filter.createdBefore),
                .optional(filter.errorClass), filter.waitsForConnector ? 1 : 0
            ).map { try Run($0, in: transaction) }
        }
        let page = Array(runs.prefix(limit))
        return Page(elements: page, next: runs.count > limit ? page.last?.id.text : nil)
    }

    /// A run without its attempts.
    package func current(_ id: RunID, in workspace: WorkspaceID) async throws -> Run {
        try await database.read { try $0.run(id, in: workspace) }
    }

    /// A run with every attempt.
    package func get(_ id: RunID, in workspace: WorkspaceID) async throws -> RunDetail {
        let (run, sealedInput, rows) = try await database.read { transaction in
            let run = try transaction.run(id, in: workspace)
            return (run, try SealedValue(inputOf: run.header, in: transaction), try transaction.query(AttemptStatement.history, .id(id)))
        }
        let input = try await RunInput(sealedInput, of: run.header, vault: vault)
        var attempts: [Attempt] = []
        for row in rows { attempts.append(try await Attempt(row, run: id, vault: vault)) }
        if attempts.contains(where: \.isRunning) { try await addCurrentInputs(to: &attempts, of: run.header, input) }
        return RunDetail(run: run, trigger: input.trigger(), attempts: attempts)
    }

    /// Renders the inputs of attempts that run, which are stored only with their outcome: rendering is a pure function of what
    /// is stored.
    private func addCurrentInputs(to attempts: inout [Attempt], of header: RunHeader, _ input: RunInput) async throws {
        let rows = try await database.read { try RunRows(header.id, in: $0) }
        let definition = try await workflows.definition(of: header, input)
        let scope = try await Scope(rows, input: input, definition: definition, vault: vault)
        for index in attempts.indices where attempts[index].isRunning && attempts[index].input == nil {
            guard let step = definition.position(of: attempts[index].step) else { continue }
            attempts[index].input = try? definition.steps[step].input.render(in: scope)
        }
    }
}

extension Transaction {
    func run(_ id: RunID, in workspace: WorkspaceID) throws -> Run {
        guard let row = try first(RunQueryStatement.get, .id(id), .id(workspace)) else { throw RunError.notFound }
        return try Run(row, in: self)
    }
}

extension Run {
    /// From the columns of ``RunQueryStatement``.
    fileprivate init(_ row: Row, in transaction: some Transaction) throws {
        guard let state = RunState(rawValue: try row.text(9)) else { throw StorageError.corrupt("A run has an unknown state.") }
        let wait = state == .waiting ? try transaction.first(ConnectorWaitStatement.ofRun, .id(try row.id(0) as RunID)) : nil
        self.init(
            header: try RunHeader(row), state: state, isCancelling: try row.optionalInteger(10) != nil && !state.isTerminal,
            startedAt: try row.optionalTime(11), finishedAt: try row.optionalTime(12),
            dueAt: state == .waiting || state == .queued ? try row.optionalTime(13) : nil,
            wait: try wait.map(ConnectorWait.init), errorClass: try row.optionalText(14))
    }
}

extension ConnectorWait {
    /// From the columns of ``ConnectorWaitStatement/ofRun``.
    fileprivate init(_ row: Row) throws {
        self.init(connector: try row.text(1), startedAt: try row.time(2), endsAt: try row.time(3))
    }
}

extension Attempt {
    /// From the columns of ``AttemptStatement/history``.
    fileprivate init(_ row: Row, run: RunID, vault: Vault) async throws {
        guard let state = AttemptState(rawValue: try row.text(2)) else { throw StorageError.corrupt("An attempt has an unknown state.") }
        let (step, number) = (try row.text(0), Int(try row.integer(1)))
        func open(_ column: Int, _ name: SealedRow.AttemptColumn) async throws -> JSON? {
            guard let value = try SealedValue.optional(row, column, key: 9) else { return nil }
            return try JSON.parse(await vault.open(value, .attempt(run, step, number, name)), limits: .stored)
        }
        let outcome = try await open(11, .outcome)
        self.init(
            step: step, number: number, state: state, startedAt: try row.time(3), sentAt: try row.optionalTime(4),
            finishedAt: try row.optionalTime(5), errorClass: try row.optionalText(6),
            providerStatus: try row.optionalInteger(7).map(Int.init), nextRetryAt: try row.optionalTime(8), retriedAt: try row.optionalTime(13),
            input: try await open(10, .input), output: outcome?["output"], error: outcome?["error"], journal: try await open(12, .journal))
    }

    fileprivate var isRunning: Bool { state == .started || state == .sent }
}
