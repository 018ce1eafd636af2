import Model
import Storage
import Vault

/// One transition of a run in rows: what ``RunTransition/records`` say, with the payloads sealed.
struct RunChange: Sendable {
    let header: RunHeader
    let lease: RunLease
    let definition: WorkflowDefinition
    let records: [RunRecord]
    /// By step position: of every attempt that the records end.
    let payloads: [Int: AttemptPayload]
    let time: Timestamp

    /// The lease went to another executor; nothing of the change is kept.
    struct LeaseLost: Error {}

    /// `isNew`: the transaction inserted the run, so its lease needs no proof.
    func apply(in transaction: WriteTransaction, isNew: Bool) throws {
        var holds = isNew
        for record in records {
            switch record {
            case .finished(let state, let step):
                let errorClass = step.flatMap { payloads[$0]?.errorClass }
                holds = try transaction.execute(
                    RunStatement.finish, .id(header.id), .integer(lease.epoch), .text(state.rawValue), .time(time),
                    .optional(errorClass)) == 1
            case .released(let due):
                holds = try transaction.execute(RunStatement.park, .id(header.id), .integer(lease.epoch), .time(due)) == 1
            case .started, .sent, .ended:
                break
            }
        }
        if !holds { holds = try transaction.execute(RunStatement.hold, .id(header.id), .integer(lease.epoch), .time(lease.until)) == 1 }
        guard holds else { throw LeaseLost() }
        for record in records { try applyAttempt(record, in: transaction) }
    }

    private func applyAttempt(_ record: RunRecord, in transaction: WriteTransaction) throws {
        switch record {
        case .started(let step, let attempt):
            try transaction.execute(AttemptStatement.start, .id(header.id), id(step), .integer(Int64(attempt)), .time(time))
        case .sent(let step, let attempt):
            try transaction.execute(AttemptStatement.send, .id(header.id), id(step), .integer(Int64(attempt)), .time(time))
        case .ended(let step, let attempt, let state, let nextRetry):
            let payload = payloads[step]
            try transaction.execute(
                AttemptStatement.end, .id(header.id), id(step), .integer(Int64(attempt)), .text(state.rawValue), .time(time),
                .optional(payload?.errorClass), .optional(payload?.providerStatus.map(Int64.init)), .time(nextRetry))
            guard let payload else { return }
            try transaction.execute(
                AttemptStatement.insertPayload, .id(header.id), id(step), .integer(Int64(attempt)), .id(payload.keyID),
                .optional(payload.input), .blob(payload.outcome), .optional(payload.journal))
        case .finished, .released:
            break
        }
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
