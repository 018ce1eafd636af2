/// Who may make a workspace, and a user. Those who administer the installation always may.
package enum SignupPolicy: String, CaseIterable, Sendable {
    /// Anyone who reaches the host.
    case open
    /// Workspaces: users. Users: who holds an invitation.
    case invite
    /// Nobody else.
    case closed
}
