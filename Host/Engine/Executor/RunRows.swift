import Model
import Storage
import Vault

/// What the database knows of a run that is taken up again.
struct RunRows: Sendable {
    let header: RunHeader
    let isCancelling: Bool
    let attempts: [AttemptRow]
    /// Ids of the steps that wait for their connector.
    let waits: Set<String>
    let outcomes: [OutcomeKey: SealedValue]
    /// The webhook's request, or the input given over the API.
    let input: SealedValue

    struct OutcomeKey: Hashable {
        let step: String
        let attempt: Int
    }

    init(_ id: RunID, in transaction: some Transaction) throws {
        guard let row = try transaction.first(RunStatement.load, .id(id)) else { throw StorageError.corrupt("Run \(id) vanished.") }
        header = try RunHeader(row)
        isCancelling = try row.optionalInteger(10) != nil
        attempts = try transaction.query(AttemptStatement.ofRun, .id(id)).map(AttemptRow.init)
        let mayWait = attempts.contains { $0.errorClass == .connectorUnavailable }
        waits = mayWait ? Set(try transaction.query(ConnectorWaitStatement.ofRun, .id(id)).map { try $0.text(0) }) : []
        var outcomes: [OutcomeKey: SealedValue] = [:]
        if !attempts.isEmpty {
            for row in try transaction.query(AttemptStatement.outcomes, .id(id)) {
                outcomes[OutcomeKey(step: try row.text(0), attempt: Int(try row.integer(1)))] = try SealedValue(row, 3, key: 2)
            }
        }
        self.outcomes = outcomes
        input = try SealedValue(inputOf: header, in: transaction)
    }
}

extension RunHeader {
    /// From the first nine columns of ``RunStatement/load``.
    init(_ row: Row) throws {
        let source: RunSource
        if let workflow: WorkflowID = try row.optionalID(2) {
            source = .workflow(workflow, version: Int(try row.integer(3)))
        } else {
            source = .action(connector: try row.text(4), action: try row.text(5))
        }
        self.init(
            id: try row.id(0), workspace: try row.id(1), source: source, event: try row.optionalID(6), traceID: try row.text(7),
            createdAt: try row.time(8))
    }
}

extension AttemptRow {
    init(_ row: Row) throws {
        guard let state = AttemptState(rawValue: try row.text(2)) else { throw StorageError.corrupt("An attempt has an unknown state.") }
        self.init(
            step: try row.text(0), attempt: Int(try row.integer(1)), state: state,
            errorClass: try row.optionalText(3).flatMap(CallFailure.Class.init), nextRetry: try row.optionalTime(4),
            isReopened: try row.optionalInteger(5) != nil)
    }
}

extension SealedValue {
    /// What the run was started with: its event's request, or the input given over the API.
    init(inputOf header: RunHeader, in transaction: some Transaction) throws {
        let row = try header.event.map { try transaction.first(RunStatement.webhookRequest, .id($0)) }
            ?? transaction.first(RunStatement.input, .id(header.id))
        guard let row else { throw StorageError.corrupt("Run \(header.id) has no input.") }
        try self.init(row, 0, key: 1)
    }
}

extension RunInput {
    init(_ sealed: SealedValue, of header: RunHeader, vault: Vault) async throws {
        if let event = header.event {
            self = .webhook(try await vault.open(sealed, .webhookRequest(event)))
        } else {
            self = try RunInput(stored: await vault.open(sealed, .runInput(header.id)), of: header.source)
        }
    }
}
