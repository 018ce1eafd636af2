package import Model

/// A key of a workspace for programs, without the text that opens.
package struct APIKey: Hashable, Sendable {
    package let id: APIKeyID
    package let name: String
    /// How the key begins, for people to tell it by.
    package let hint: String
    package let scopes: Set<Scope>
    /// The user or key that made it.
    package let createdBy: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    /// Up to a minute late.
    package let lastUsedAt: Timestamp?
    package let revokedAt: Timestamp?
}
