package import Model

/// A user's place in one workspace.
package struct Membership: Hashable, Sendable {
    package let workspace: WorkspaceID
    package let workspaceName: String
    package let role: Role

    package init(workspace: WorkspaceID, workspaceName: String, role: Role) {
        self.workspace = workspace
        self.workspaceName = workspaceName
        self.role = role
    }
}
