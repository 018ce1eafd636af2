package import Model

/// Somebody who belongs to a workspace.
package struct Member: Hashable, Sendable {
    package let user: UserID
    package let email: String
    package let name: String
    package let role: Role
    package let joinedAt: Timestamp
}
