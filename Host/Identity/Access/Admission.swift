package import Model

/// What becomes of a caller at a route. A pure decision: who calls, what the route asks and the memberships come in.
package enum Admission: Hashable, Sendable {
    /// `workspace` is nil on routes that belong to none.
    case admitted(workspace: WorkspaceID?)
    /// There is no such workspace, or none that this caller may know of.
    case unknownWorkspace
    /// The caller has several workspaces, or none, and named none.
    case workspaceNotNamed([Membership])
    case forbidden(Reason)

    package enum Reason: Hashable, Sendable {
        case scope(Scope)
        case role(needed: Role, has: Role)
        case platformAdminsOnly
        case usersOnly
        /// Those who administer the installation have closed the workspace for now.
        case suspended
    }

    /// - Parameters:
    ///   - named: The workspace that the request names in its path or header.
    ///   - first: The workspace of the first start, which the admin key owns.
    ///   - memberships: Of a user; not looked at for others.
    package static func decide(
        _ caller: Caller, _ requirement: Requirement, named: WorkspaceID?, first: WorkspaceID, memberships: [Membership]
    ) -> Admission {
        switch requirement {
        case .anyone, .guest, .caller: return .admitted(workspace: nil)
        case .user:
            guard case .user = caller else { return .forbidden(.usersOnly) }
            return .admitted(workspace: nil)
        case .platformAdmin: return caller.isPlatformAdmin ? .admitted(workspace: nil) : .forbidden(.platformAdminsOnly)
        case .workspace(let role, let scope):
            switch caller {
            case .adminKey: return named ?? first == first ? .admitted(workspace: first) : .unknownWorkspace
            case .apiKey(_, let workspace, let scopes):
                guard named ?? workspace == workspace else { return .unknownWorkspace }
                return scopes.contains(scope) ? .admitted(workspace: workspace) : .forbidden(.scope(scope))
            case .user: return decide(role, named, memberships)
            }
        }
    }

    private static func decide(_ needed: Role, _ named: WorkspaceID?, _ memberships: [Membership]) -> Admission {
        let chosen: Membership
        if let named {
            guard let membership = memberships.first(where: { $0.workspace == named }) else { return .unknownWorkspace }
            chosen = membership
        } else {
            guard memberships.count == 1 else { return .workspaceNotNamed(memberships) }
            chosen = memberships[0]
        }
        guard !chosen.isSuspended else { return .forbidden(.suspended) }
        guard chosen.role >= needed else { return .forbidden(.role(needed: needed, has: chosen.role)) }
        return .admitted(workspace: chosen.workspace)
    }
}

extension Caller {
    /// Whether this caller administers the installation.
    package var isPlatformAdmin: Bool {
        switch self {
        case .adminKey: true
        case .apiKey: false
        case .user(_, _, let isPlatformAdmin): isPlatformAdmin
        }
    }
}
