import Identity
import Storage

/// What is looked at in a copy of the database that is whole: its audit log.
enum CopyCheck {
    /// The version of the schema that brought the audit log.
    private static let audited = 3

    /// A sentence when the audit log does not hold. It is told and refuses nothing: who changed an entry must not be able to
    /// keep an admin from a backup, and what is left of the log is evidence.
    static func warning(_ facts: CopyFacts, _ transaction: ReadTransaction) throws -> String? {
        guard facts.version >= audited else { return nil }
        let verdict = try transaction.verifyAuditLog()
        return verdict.holds ? nil : "WARNING: \(verdict) Keep this copy as it is, and see “patchbay audit verify --help”."
    }
}

extension CopyFacts {
    /// For a sentence.
    var text: String { "\(Amount.megabytes(size)), schema version \(version)" }
}
