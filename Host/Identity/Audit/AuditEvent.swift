package import Model

/// Who did what to which object from where: ids and names of actions, never values.
package struct AuditEvent: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case done
        /// The caller was known and may not do this.
        case refused
    }

    /// Nil for what concerns the installation.
    package var workspace: WorkspaceID?
    /// `usr_…`, `key_…`, `admin_key` or `anonymous`.
    package var actor: String
    /// `workflow.create`, as the table of routes calls it.
    package var action: String
    package var outcome: Outcome
    /// The id of the object.
    package var subject: String?
    /// The client's address.
    package var address: String
    package var traceID: String

    package init(
        workspace: WorkspaceID?, actor: String, action: String, outcome: Outcome = .done, subject: String?, address: String, traceID: String
    ) {
        self.workspace = workspace
        self.actor = actor
        self.action = action
        self.outcome = outcome
        self.subject = subject
        self.address = address
        self.traceID = traceID
    }
}

extension AuditEvent {
    /// The event about what turned out to be its object. What happens to a workspace is that workspace's to know; what a
    /// stranger was refused is not.
    package func about(_ subject: String?) -> AuditEvent {
        var event = self
        event.subject = subject ?? self.subject
        if outcome == .done { event.workspace = workspace ?? event.subject.flatMap { WorkspaceID($0) } }
        return event
    }
}
