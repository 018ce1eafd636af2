import Model
import Storage

/// A key about to be stored, with the text that nobody can read again.
package struct NewAPIKey: Sendable {
    package static let prefix = "pb_key_"

    package let key: APIKey
    package let secret: BearerSecret

    init(name: String, scopes: Set<Scope>, by caller: String, at now: Timestamp, until expiresAt: Timestamp? = nil) {
        secret = BearerSecret(prefix: Self.prefix)
        key = APIKey(
            id: APIKeyID(at: now), name: name, hint: secret.hint(prefix: Self.prefix), scopes: scopes, createdBy: caller, createdAt: now,
            expiresAt: expiresAt, lastUsedAt: nil, revokedAt: nil)
    }

    func insert(for workspace: WorkspaceID, in transaction: WriteTransaction) throws {
        try transaction.execute(
            APIKeyStatement.add, .id(key.id), .id(workspace), .text(key.name), .text(key.hint), .blob(secret.hash),
            .text(Scope.stored(key.scopes)), .text(key.createdBy), .time(key.createdAt), .time(key.expiresAt))
    }
}

extension Scope {
    /// Names with blanks between them, in the order of the enumeration.
    static func stored(_ scopes: Set<Scope>) -> String {
        allCases.filter(scopes.contains).map(\.rawValue).joined(separator: " ")
    }

    /// A scope that this version does not know gives nothing.
    static func read(_ text: String) -> Set<Scope> {
        Set(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    }
}
