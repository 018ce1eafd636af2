package import Identity
package import Model
import PatchbayJSON
package import Storage
package import Vault

/// A run about to be stored.
package struct NewRun: Sendable {
    package let header: RunHeader
    /// nil for a webhook's, whose event is stored by who received it.
    let sealedInput: [UInt8]?
    let keyID: DataKeyID
    let allowance: RunAllowance
    /// What is stored with the run for who starts it: an executor's own task commits.
    let rider = CommitRider.ofThisTask

    /// Seals the input under the workspace's key.
    package init(_ header: RunHeader, input: RunInput, key: DataKey, allowance: RunAllowance) {
        self.header = header
        sealedInput = input.stored.map { key.seal($0, .runInput(header.id)) }
        keyID = key.id
        self.allowance = allowance
    }

    /// Inserts the rows, held by an executor when there is a `lease`, else queued; and counts the run. Throws
    /// ``QuotaExceeded`` when the workspace may start no more this month.
    package func insert(in transaction: WriteTransaction, lease: RunLease?) throws {
        try allowance.take(in: transaction)
        let (workflow, version, connector, action): (Value, Value, Value, Value) =
            switch header.source {
            case .workflow(let id, let version): (.id(id), .integer(Int64(version)), nil, nil)
            case .action(let connector, let action): (nil, nil, .text(connector), .text(action))
            }
        let created = Value.time(header.createdAt)
        try transaction.execute(
            RunStatement.insert, .id(header.id), .id(header.workspace), workflow, version, connector, action, .id(header.event),
            .text((lease == nil ? RunState.queued : .running).rawValue), .text(header.traceID), created,
            lease == nil ? nil : created, lease.map { .time($0.until) } ?? created, .optional(lease?.owner), .time(lease?.until),
            .integer(lease?.epoch ?? 0))
        if let sealedInput { try transaction.execute(RunStatement.insertInput, .id(header.id), .id(keyID), .blob(sealedInput)) }
    }
}

/// An executor's right to a run: see ``Lease``.
package struct RunLease: Sendable, Hashable {
    package let owner: String
    package let epoch: Int64
    package var until: Timestamp
}
