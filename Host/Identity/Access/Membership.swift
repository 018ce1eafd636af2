package import Model

/// A user's place in one workspace.
package struct Membership: Hashable, Sendable {
    package let workspace: WorkspaceID
    package let workspaceName: String
    package let role: Role
    /// Whoever administers the installation has closed the workspace for now.
    package let isSuspended: Bool

    package init(workspace: WorkspaceID, workspaceName: String, role: Role, isSuspended: Bool = false) {
        self.workspace = workspace
        self.workspaceName = workspaceName
        self.role = role
        self.isSuspended = isSuspended
    }
}
