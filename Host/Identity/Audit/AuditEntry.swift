package import Model
import Storage

/// One line of the audit log.
package struct AuditEntry: Hashable, Sendable {
    /// From 1, without gaps, in the order of the commits.
    package let number: Int64
    package let time: Timestamp
    package let event: AuditEvent
    /// SHA-256 over the entry before and this one: see `AuditEntry+Hash.swift`.
    package let hash: [UInt8]
}

extension AuditEntry {
    /// From the columns of ``AuditStatement``'s lists.
    init(_ row: Row) throws(StorageError) {
        guard let outcome = AuditEvent.Outcome(rawValue: try row.text(5)) else { throw .corrupt("An audit entry has an unknown outcome.") }
        number = try row.integer(0)
        time = try row.time(1)
        event = AuditEvent(
            workspace: try row.optionalID(2), actor: try row.text(3), action: try row.text(4), outcome: outcome,
            subject: try row.optionalText(6), address: try row.text(7), traceID: try row.text(8))
        hash = try row.blob(9)
    }
}
