import Crypto
import Model
import Storage

/// A signed statement that the log had this hash at this number.
///
/// Entries can be taken away below one, and the rest still be verified. Who can write the database cannot make one without
/// the key of the installation, so neither can they rewrite what lies below.
struct AuditAnchor: Hashable, Sendable {
    enum Kind: String, Sendable {
        /// The entries up to here are gone; the log begins after it.
        case base
        /// A witness at the time.
        case checkpoint
    }

    let number: Int64
    let kind: Kind
    let hash: [UInt8]
    let time: Timestamp
    let key: SigningKeyID
    let signature: [UInt8]

    /// What is signed.
    static func statement(number: Int64, kind: Kind, hash: [UInt8], time: Timestamp) -> [UInt8] {
        var writer = CanonicalBytes("patchbay/1/audit-anchor")
        writer.add(number)
        writer.add(kind.rawValue)
        writer.add(hash)
        writer.add(time.milliseconds)
        return writer.bytes
    }

    /// Whether one of the keys signed it.
    func isSigned(byOneOf keys: [SigningKeyID: [UInt8]]) -> Bool {
        guard let bytes = keys[key], let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: Self.statement(number: number, kind: kind, hash: hash, time: time))
    }
}

extension AuditAnchor {
    /// From the columns of ``AuditStatement/anchors``.
    init(_ row: Row) throws(StorageError) {
        guard let kind = Kind(rawValue: try row.text(1)) else { throw .corrupt("An anchor of the audit log is of an unknown kind.") }
        self.init(
            number: try row.integer(0), kind: kind, hash: try row.blob(2), time: try row.time(3), key: try row.id(4), signature: try row.blob(5))
    }

    func insert(in transaction: WriteTransaction) throws {
        try transaction.execute(
            AuditStatement.addAnchor, .integer(number), .text(kind.rawValue), .blob(hash), .time(time), .id(key), .blob(signature))
    }
}
