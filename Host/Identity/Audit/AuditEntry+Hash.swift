import Crypto
import Model

extension AuditEntry {
    /// The hash of an entry: SHA-256 over the hash of the one before (empty for the first) and every column of this one.
    ///
    /// Each part has its length before it, in four bytes, most significant first; what is absent has the length 2³²-1. So no
    /// two entries are written alike.
    static func hash(after previous: [UInt8], number: Int64, time: Timestamp, _ event: AuditEvent) -> [UInt8] {
        var writer = CanonicalBytes("patchbay/1/audit-entry")
        writer.add(previous)
        writer.add(number)
        writer.add(time.milliseconds)
        for text in [
            event.workspace?.text, event.actor, event.action, event.outcome.rawValue, event.subject, event.address, event.traceID,
        ] { writer.add(text) }
        return Array(SHA256.hash(data: writer.bytes))
    }

    /// Whether the entry is as it was written, after one with this hash.
    func holds(after previous: [UInt8]) -> Bool {
        hash == Self.hash(after: previous, number: number, time: time, event)
    }
}
