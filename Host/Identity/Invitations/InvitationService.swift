package import Model
import Storage

/// Lets people into workspaces: each invitation is for one address, one role, seven days, and one time.
package final class InvitationService: Sendable {
    package static let tokenPrefix = "pb_inv_"
    private static let lifetime = Duration.seconds(7 * 24 * 3600)
    /// Mail goes to strangers for each.
    private static let pendingLimit = 100

    private let store: TenancyStore

    package init(_ store: TenancyStore) {
        self.store = store
    }

    /// Invites an address; what was sent to it before and not used is good no longer. The token is shown once.
    package func create(
        email: String, role: Role, by caller: Caller, in workspace: WorkspaceID
    ) async throws -> (invitation: Invitation, token: BearerSecret) {
        guard let email = EmailAddress(email) else { throw InvitationError.addressInvalid }
        let now = store.now()
        let token = BearerSecret(prefix: Self.tokenPrefix)
        let invitation = Invitation(
            id: InvitationID(at: now), email: email.text, role: role, invitedBy: "\(caller)", createdAt: now, expiresAt: now + Self.lifetime,
            acceptedAt: nil, revokedAt: nil)
        CommitRider.concern(invitation.id.text)
        try await store.change { transaction in
            let authority = try transaction.authority(of: caller, in: workspace)
            guard role <= authority.role else { throw InvitationError.ownersOnly }
            guard try transaction.first(InvitationStatement.isMember, .id(workspace), .text(email.text)) == nil else {
                throw InvitationError.alreadyMember
            }
            try transaction.execute(InvitationStatement.revokeByEmail, .id(workspace), .text(email.text), .time(now))
            let pending = try transaction.first(InvitationStatement.pending, .id(workspace), .time(now))?.integer(0) ?? 0
            guard pending < Self.pendingLimit else { throw InvitationError.tooMany(limit: Self.pendingLimit) }
            try transaction.execute(
                InvitationStatement.add, .id(invitation.id), .id(workspace), .text(email.text), .text(role.rawValue), .blob(token.hash),
                .text(invitation.invitedBy), .time(now), .time(invitation.expiresAt))
        }
        return (invitation, token)
    }

    /// Oldest first, with those that were used, taken back or forgotten.
    package func list(in workspace: WorkspaceID, after cursor: String? = nil, limit: Int = 50) async throws -> Page<Invitation> {
        let rows = try await store.database.read {
            try $0.query(InvitationStatement.list, .id(workspace), .text(cursor ?? ""), .integer(Int64(limit) + 1))
        }
        let invitations = try rows.prefix(limit).map(Invitation.init)
        return Page(elements: invitations, next: rows.count > limit ? invitations.last?.id.text : nil)
    }

    package func revoke(_ id: InvitationID, in workspace: WorkspaceID) async throws {
        let now = store.now()
        try await store.change { transaction in
            guard let row = try transaction.first(InvitationStatement.get, .id(id), .id(workspace)) else { throw InvitationError.notFound }
            guard try Invitation(row).acceptedAt == nil else { throw InvitationError.accepted }
            try transaction.execute(InvitationStatement.revoke, .id(id), .id(workspace), .time(now))
        }
    }

    /// The address that a token invites, for who registers with it; throws when it is good no longer.
    package func invitedAddress(token: String) async throws -> EmailAddress {
        guard let secret = BearerSecret(token, prefix: Self.tokenPrefix) else { throw InvitationError.unknownToken }
        let now = store.now()
        let invitation = try await store.database.read { try $0.invitation(secret, at: now).invitation }
        guard let email = EmailAddress(invitation.email) else { throw InvitationError.unknownToken }
        return email
    }

    /// Makes the user a member. The user's address must be the one that was invited.
    package func accept(token: String, user: UserID) async throws -> Membership {
        guard let secret = BearerSecret(token, prefix: Self.tokenPrefix) else { throw InvitationError.unknownToken }
        let now = store.now()
        CommitRider.concern(try await store.database.read { try $0.invitation(secret, at: now).invitation.id.text })
        return try await store.change { transaction in
            let (invitation, workspace) = try transaction.invitation(secret, at: now)
            let email = try transaction.first(MemberStatement.email, .id(user)).flatMap { EmailAddress(try $0.text(0)) }
            guard email?.text == invitation.email else { throw InvitationError.otherAddress }
            guard try transaction.role(of: user, in: workspace) == nil else { throw InvitationError.alreadyMember }
            guard try transaction.execute(InvitationStatement.accept, .id(invitation.id), .time(now)) == 1 else { throw InvitationError.accepted }
            try transaction.execute(MemberStatement.add, .id(workspace), .id(user), .text(invitation.role.rawValue), .time(now))
            let name = try transaction.first(WorkspaceStatement.get, .id(workspace))?.text(1) ?? ""
            return Membership(workspace: workspace, workspaceName: name, role: invitation.role)
        }
    }
}

extension Transaction {
    /// The invitation that may still be accepted with the token.
    fileprivate func invitation(_ token: BearerSecret, at now: Timestamp) throws -> (invitation: Invitation, workspace: WorkspaceID) {
        guard let row = try first(InvitationStatement.byHash, .blob(token.hash)) else { throw InvitationError.unknownToken }
        let invitation = try Invitation(row)
        switch invitation.state(at: now) {
        case .pending: return (invitation, try row.id(8))
        case .accepted: throw InvitationError.accepted
        case .expired: throw InvitationError.expired
        case .revoked: throw InvitationError.revoked
        }
    }
}

extension Invitation {
    fileprivate init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.id(0), email: try row.text(1), role: try Role(stored: row.text(2)), invitedBy: try row.text(3),
            createdAt: try row.time(4), expiresAt: try row.time(5), acceptedAt: try row.optionalTime(6), revokedAt: try row.optionalTime(7))
    }
}
