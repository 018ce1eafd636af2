package import Model

/// Who is asking, as far as a request has proved it. Everything a request may see or change follows from this, never from
/// what the request says.
package struct Principal: Hashable, Sendable {
    package let workspace: WorkspaceID
    package let role: Role

    package enum Role: String, Sendable {
        /// May do everything in the workspace and administer the installation.
        case admin
    }
}
