import Model
import Storage

/// What a caller may do to the members, invitations and keys of a workspace, as it stands in the transaction that does it.
struct Authority: Sendable {
    let role: Role
    /// What a key that this caller makes may hold.
    let scopes: Set<Scope>
    /// When the key of the caller ends; what it makes ends no later.
    let expiresAt: Timestamp?
}

extension Transaction {
    /// A key counts as an admin. Where a workspace has no owner yet, because nobody was logged in when it was made, a key is its
    /// owner's way in and may make the first.
    func authority(of caller: Caller, in workspace: WorkspaceID) throws -> Authority {
        switch caller {
        case .adminKey: return Authority(role: .owner, scopes: Set(Scope.allCases), expiresAt: nil)
        case .user(let user, _, _):
            guard let role = try role(of: user, in: workspace) else { throw MemberError.notFound }
            return Authority(role: role, scopes: role.scopes, expiresAt: nil)
        case .apiKey(let id, _, let scopes):
            let expiry = try first(APIKeyStatement.expiry, .id(id), .id(workspace))?.optionalTime(0)
            return Authority(role: try owners(of: workspace) == 0 ? .owner : .admin, scopes: scopes, expiresAt: expiry)
        }
    }

    func role(of user: UserID, in workspace: WorkspaceID) throws -> Role? {
        try first(MemberStatement.role, .id(workspace), .id(user)).map { try Role(stored: $0.text(0)) }
    }

    func owners(of workspace: WorkspaceID) throws -> Int {
        Int(try first(MemberStatement.owners, .id(workspace))?.integer(0) ?? 0)
    }
}

extension Role {
    init(stored text: String) throws(StorageError) {
        guard let role = Role(rawValue: text) else { throw .corrupt("A member has an unknown role.") }
        self = role
    }
}
