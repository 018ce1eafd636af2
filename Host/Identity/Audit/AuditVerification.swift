import Model
package import Storage

/// What became of the audit log: whether every entry from its anchor to its head is as it was written.
package enum AuditVerdict: Hashable, Sendable {
    /// `after` is the number of the anchor that the first entry follows, 0 for a log that is whole; `head` the last number.
    case holds(entries: Int64, after: Int64, head: Int64, hash: [UInt8], keys: [String: [UInt8]])
    /// The first number that does not hold.
    case broken(at: Int64, Fault)

    package enum Fault: Hashable, Sendable {
        /// There is no entry of this number.
        case missing
        /// A column of the entry was changed, or one before it.
        case changed
        /// An entry of this number came later than it should.
        case unexpected
        /// A signed anchor says that the hash at this number was another.
        case contradictsAnchor
        /// The anchor at this number was not signed by a key of this installation.
        case unsignedAnchor
        /// The log goes on to another number, or ends with another hash.
        case head
    }
}

extension Transaction {
    /// Walks the whole audit log, in one view of the database; `pageSize` entries are in memory at once.
    package func verifyAuditLog(pageSize: Int = 1_000) throws -> AuditVerdict {
        let keys = try query(AuditStatement.publicKeys).reduce(into: [SigningKeyID: [UInt8]]()) { $0[try $1.id(0)] = try $1.blob(1) }
        let anchors = try query(AuditStatement.anchors).map { row throws(StorageError) in try AuditAnchor(row) }
        if let forged = anchors.first(where: { !$0.isSigned(byOneOf: keys) }) { return .broken(at: forged.number, .unsignedAnchor) }
        let base = anchors.last { $0.kind == .base }
        var walk = AuditWalk(
            after: base?.number ?? 0, hash: base?.hash ?? [],
            anchors: anchors.reduce(into: [:]) { $0[$1.number, default: []].append($1.hash) })
        if let fault = walk.faultAtAnchor { return .broken(at: walk.number, fault) }
        while true {
            let rows = try query(AuditStatement.following, .integer(walk.rowsSeen == 0 ? 0 : walk.number), .integer(Int64(pageSize)))
            for row in rows {
                if let verdict = try walk.take(row) { return verdict }
            }
            if rows.count < pageSize { break }
        }
        guard let head = try first(AuditStatement.head) else { return .broken(at: walk.number, .head) }
        if try head.integer(0) > walk.number { return .broken(at: walk.number + 1, .missing) }
        guard try head.integer(0) == walk.number, try head.blob(1) == walk.hash else { return .broken(at: walk.number, .head) }
        if let beyond = anchors.last, beyond.number > walk.number { return .broken(at: walk.number + 1, .missing) }
        let names = Set(anchors.map(\.key)).reduce(into: [String: [UInt8]]()) { $0[$1.text] = keys[$1] }
        return .holds(entries: walk.rowsSeen, after: base?.number ?? 0, head: walk.number, hash: walk.hash, keys: names)
    }
}

/// The state of a verification between two entries.
private struct AuditWalk {
    /// Of the last entry that held.
    var number: Int64
    var hash: [UInt8]
    var rowsSeen: Int64 = 0
    /// The hashes that were signed, by number.
    let anchors: [Int64: [[UInt8]]]

    init(after number: Int64, hash: [UInt8], anchors: [Int64: [[UInt8]]]) {
        self.number = number
        self.hash = hash
        self.anchors = anchors
    }

    var faultAtAnchor: AuditVerdict.Fault? {
        (anchors[number] ?? []).allSatisfy { $0 == hash } ? nil : .contradictsAnchor
    }

    /// Looks at the next row; a verdict when it does not hold.
    mutating func take(_ row: Row) throws(StorageError) -> AuditVerdict? {
        let next = number + 1
        let found = try row.integer(0)
        guard found == next else { return found > next ? .broken(at: next, .missing) : .broken(at: found, .unexpected) }
        // What the columns cannot even hold was not written here.
        guard let entry = try? AuditEntry(row), entry.holds(after: hash) else { return .broken(at: next, .changed) }
        number = next
        hash = entry.hash
        rowsSeen += 1
        return faultAtAnchor.map { .broken(at: next, $0) }
    }
}
