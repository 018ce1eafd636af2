package import Model
import Storage

/// Who belongs to which workspace, and with which role. A change counts from the next request on.
package final class MemberService: Sendable {
    private let store: TenancyStore
    private let memberships: RecentlyRead<UserID, [Membership]>

    package init(_ store: TenancyStore) {
        self.store = store
        memberships = RecentlyRead(store.generation)
    }

    /// The workspaces of a user, in the order of their ids.
    package func memberships(of user: UserID) async throws -> [Membership] {
        let memberships = try await memberships.value(user, at: store.now()) {
            try await store.database.read { try $0.query(MemberStatement.ofUser, .id(user)).map(Membership.init) }
        }
        return memberships ?? []
    }

    /// In the order of the users' ids.
    package func list(in workspace: WorkspaceID, after cursor: String? = nil, limit: Int = 50) async throws -> Page<Member> {
        let rows = try await store.database.read {
            try $0.query(MemberStatement.list, .id(workspace), .text(cursor ?? ""), .integer(Int64(limit) + 1))
        }
        let members = try rows.prefix(limit).map(Member.init)
        return Page(elements: members, next: rows.count > limit ? members.last?.user.text : nil)
    }

    package func setRole(of user: UserID, to role: Role, by caller: Caller, in workspace: WorkspaceID) async throws -> Member {
        try await store.change { transaction in
            let old = try transaction.lockedRole(of: user, in: workspace)
            let authority = try transaction.authority(of: caller, in: workspace)
            guard authority.role == .owner || max(old, role) < .owner else { throw MemberError.ownersOnly }
            try transaction.execute(MemberStatement.setRole, .id(workspace), .id(user), .text(role.rawValue))
            try transaction.checkOwners(of: workspace, lost: old)
            if role < old { try transaction.revokeInvitations(by: user, in: workspace, at: self.store.now()) }
            return try transaction.member(user, in: workspace)
        }
    }

    package func remove(_ user: UserID, by caller: Caller, in workspace: WorkspaceID) async throws {
        try await store.change { transaction in
            let old = try transaction.lockedRole(of: user, in: workspace)
            let authority = try transaction.authority(of: caller, in: workspace)
            guard authority.role == .owner || old < .owner else { throw MemberError.ownersOnly }
            try transaction.remove(user, old, from: workspace, at: self.store.now())
        }
    }

    /// A member goes of their own accord.
    package func leave(_ workspace: WorkspaceID, _ user: UserID) async throws {
        try await store.change { transaction in
            let old = try transaction.lockedRole(of: user, in: workspace)
            try transaction.remove(user, old, from: workspace, at: self.store.now())
        }
    }
}

extension WriteTransaction {
    /// The member's role, which nobody changes until this transaction ends: whoever counts owners holds the workspace's row.
    fileprivate func lockedRole(of user: UserID, in workspace: WorkspaceID) throws -> Role {
        guard try execute(WorkspaceStatement.touch, .id(workspace)) == 1, let role = try role(of: user, in: workspace) else {
            throw MemberError.notFound
        }
        return role
    }

    /// What a member invited is not let in by an authority that is gone.
    fileprivate func remove(_ user: UserID, _ role: Role, from workspace: WorkspaceID, at now: Timestamp) throws {
        try execute(MemberStatement.remove, .id(workspace), .id(user))
        try checkOwners(of: workspace, lost: role)
        try revokeInvitations(by: user, in: workspace, at: now)
    }

    fileprivate func checkOwners(of workspace: WorkspaceID, lost role: Role) throws {
        guard role == .owner, try owners(of: workspace) == 0 else { return }
        throw MemberError.lastOwner
    }

    fileprivate func member(_ user: UserID, in workspace: WorkspaceID) throws -> Member {
        guard let row = try first(MemberStatement.get, .id(workspace), .id(user)) else { throw MemberError.notFound }
        return try Member(row)
    }

    fileprivate func revokeInvitations(by user: UserID, in workspace: WorkspaceID, at now: Timestamp) throws {
        try execute(InvitationStatement.revokeByInviter, .id(workspace), .text(user.text), .time(now))
    }
}

extension Member {
    fileprivate init(_ row: Row) throws(StorageError) {
        self.init(user: try row.id(0), email: try row.text(1), name: try row.text(2), role: try Role(stored: row.text(3)), joinedAt: try row.time(4))
    }
}

extension Membership {
    fileprivate init(_ row: Row) throws(StorageError) {
        self.init(
            workspace: try row.id(0), workspaceName: try row.text(1), role: try Role(stored: row.text(2)),
            isSuspended: try row.optionalTime(3) != nil)
    }
}
