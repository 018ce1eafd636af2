import FoundationEssentials

extension AuditVerdict: CustomStringConvertible {
    /// A sentence for the admin.
    package var description: String {
        switch self {
        case .holds(let entries, let after, let head, let hash, let keys):
            let start = after == 0 ? "the first" : "the signed anchor \(after)"
            let signers = keys.keys.sorted().map { " Anchors are signed by \($0), public key \(Data(keys[$0] ?? []).base64EncodedString())." }
            let subject = entries == 1 ? "The one entry of the audit log holds" : "All \(entries) entries of the audit log hold"
            return subject + ", from \(start) to \(head), whose hash is \(hash.hexadecimal)." + signers.joined()
        case .broken(let number, let fault): return "The audit log does not hold: \(fault.sentence(number))"
        }
    }

    package var holds: Bool {
        if case .holds = self { true } else { false }
    }
}

extension AuditVerdict.Fault {
    fileprivate func sentence(_ number: Int64) -> String {
        switch self {
        case .missing: "entry \(number) is missing."
        case .changed: "entry \(number) is not what was written, or the one before it is not."
        case .unexpected: "there is an entry \(number), which should have been pruned."
        case .contradictsAnchor: "at entry \(number) the signed anchor has another hash; what is up to there was written anew."
        case .unsignedAnchor: "the anchor at \(number) was not signed by a key of this installation."
        case .head: "the log ends at entry \(number), and its head says otherwise."
        }
    }
}
