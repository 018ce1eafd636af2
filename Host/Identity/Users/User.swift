package import Model

/// Somebody who can log in.
package struct User: Hashable, Sendable {
    package let id: UserID
    package let email: EmailAddress
    package let name: String
    /// Whether they manage plugins, users, plans and workspaces of the installation.
    package let isPlatformAdmin: Bool
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
    package let lastLogInAt: Timestamp?
    /// Since when they cannot log in.
    package let disabledAt: Timestamp?
}
