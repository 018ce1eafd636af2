import Model
import Storage
import Vault

/// One transition of a run in rows: what ``RunTransition/records`` say, with the payloads sealed.
struct RunChange: Sendable {
    let header: RunHeader
    /// Of the run's lease, or of the last one of a run that has ended.
    let epoch: Int64
    let definition: WorkflowDefinition
    let records: [RunRecord]
    /// By step position: of every attempt that the records end.
    let payloads: [Int: AttemptPayload]
    /// Of the step that the run's end is blamed on.
    let errorClass: String?
    let time: Timestamp

    /// The run went to another executor, or was changed meanwhile; nothing of the change is kept.
    struct LeaseLost: Error {}

    func apply(in transaction: WriteTransaction) throws {
        for record in records {
            guard try apply(record, in: transaction) == 1 else { throw LeaseLost() }
        }
    }

    /// How many rows changed: one, unless another executor has the run.
    private func apply(_ record: RunRecord, in transaction: WriteTransaction) throws -> Int {
        switch record {
        case .started(let step, let attempt):
            return try transaction.execute(AttemptStatement.start, .id(header.id), id(step), .integer(Int64(attempt)), .time(time))
        case .sent(let step, let attempt):
            return try transaction.execute(AttemptStatement.send, .id(header.id), id(step), .integer(Int64(attempt)), .time(time))
        case .ended(let step, let attempt, let state, let nextRetry):
            return try end(step, attempt, state, nextRetry, in: transaction)
        case .finished(let state, _):
            return try transaction.execute(
                RunStatement.finish, .id(header.id), .integer(epoch), .text(state.rawValue), .time(time), .optional(errorClass))
        case .released(let due):
            return try transaction.execute(RunStatement.release, .id(header.id), .integer(epoch), .time(due))
        case .waitStarted(let step, let until):
            return try transaction.execute(
                ConnectorWaitStatement.insert, .id(header.id), id(step), .text(definition.steps[step].connector),
                .time(until + (.zero - RunMachine.longestAbsence)), .time(until))
        case .waitEnded(let step):
            try transaction.execute(ConnectorWaitStatement.delete, .id(header.id), id(step))
            return 1  // who saw the connector return first may have ended it
        case .reopened(let step, let attempt):
            return try transaction.execute(AttemptStatement.reopen, .id(header.id), id(step), .integer(Int64(attempt)), .time(time))
        case .requeued:
            return try transaction.execute(RunStatement.requeue, .id(header.id), .integer(epoch), .time(time))
        }
    }

    private func end(
        _ step: Int, _ attempt: Int, _ state: AttemptState, _ nextRetry: Timestamp?, in transaction: WriteTransaction
    ) throws -> Int {
        let payload = payloads[step]
        if let payload {
            try transaction.execute(
                AttemptStatement.insertPayload, .id(header.id), id(step), .integer(Int64(attempt)), .id(payload.keyID),
                .optional(payload.input), .blob(payload.outcome), .optional(payload.journal))
        }
        return try transaction.execute(
            AttemptStatement.end, .id(header.id), id(step), .integer(Int64(attempt)), .text(state.rawValue), .time(time),
            .optional(payload?.errorClass), .optional(payload?.providerStatus.map(Int64.init)), .time(nextRetry))
    }

    private func id(_ step: Int) -> Value { .text(definition.steps[step].id) }
}

/// The sealed parts of an ended attempt.
struct AttemptPayload: Sendable {
    let keyID: DataKeyID
    let input: [UInt8]?
    let outcome: [UInt8]
    let journal: [UInt8]?
    let errorClass: String?
    let providerStatus: Int?

    init(_ report: AttemptReport, run: RunID, step: String, attempt: Int, key: DataKey) {
        keyID = key.id
        input = report.input.map { key.seal($0, .attempt(run, step, attempt, .input)) }
        outcome = key.seal(report.outcomeDocument, .attempt(run, step, attempt, .outcome))
        journal = report.journal.map { key.seal($0, .attempt(run, step, attempt, .journal)) }
        errorClass = report.errorClass
        providerStatus = report.providerStatus
    }
}
