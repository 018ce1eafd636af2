package import Model

/// The offer of a place in a workspace to whoever reads the mail of an address.
package struct Invitation: Hashable, Sendable {
    package enum State: String, Sendable { case pending, accepted, expired, revoked }

    package let id: InvitationID
    package let email: String
    package let role: Role
    /// The user or key that made it.
    package let invitedBy: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let acceptedAt: Timestamp?
    package let revokedAt: Timestamp?

    package func state(at now: Timestamp) -> State {
        if acceptedAt != nil { return .accepted }
        if revokedAt != nil { return .revoked }
        return expiresAt <= now ? .expired : .pending
    }
}
