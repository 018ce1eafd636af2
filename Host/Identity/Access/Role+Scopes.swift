extension Role {
    /// What an API key may hold that a member with this role makes: never more than the member may do.
    package var scopes: Set<Scope> {
        switch self {
        case .viewer: [.connectorsRead, .connectionsRead, .workflowsRead, .runsRead, .workspaceRead, .usageRead]
        case .editor: Role.viewer.scopes.union([.connectionsWrite, .workflowsWrite, .runsWrite])
        case .admin, .owner: Set(Scope.allCases)
        }
    }
}
