package import Model

/// What a team has for itself: nothing in it is seen from another.
package struct Workspace: Hashable, Sendable {
    package let id: WorkspaceID
    package var name: String
    /// Of whoever answers for the workspace.
    package var email: String?
    package var plan: String
    package var allowsEndUserConnections: Bool
    /// Where events are sent.
    package var eventURL: String?
    package var incomingDefault: IncomingDefault
    package let createdAt: Timestamp
    /// Since then it is closed, by whoever administers the installation.
    package var suspendedAt: Timestamp?

    /// What its owner should know, as sentences.
    package var warnings: [String] {
        guard incomingDefault == .none else { return [] }
        return ["Webhooks are taken in without being verified where a workflow does not ask for it: set incoming_default."]
    }
}
