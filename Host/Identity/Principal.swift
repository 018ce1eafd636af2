package import Model

/// Who is asking, and for which workspace. Everything a request may see or change follows from this, never from what the
/// request says.
package struct Principal: Hashable, Sendable {
    package let caller: Caller
    /// Nil on routes that belong to no workspace.
    package let workspace: WorkspaceID?

    package init(caller: Caller, workspace: WorkspaceID?) {
        self.caller = caller
        self.workspace = workspace
    }
}
