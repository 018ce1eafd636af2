package import Model

/// Which entries of the audit log are wanted; what is nil does not matter.
package struct AuditFilter: Hashable, Sendable {
    package var actor: String?
    package var action: String?
    package var subject: String?
    package var from: Timestamp?
    package var before: Timestamp?

    package init(actor: String? = nil, action: String? = nil, subject: String? = nil, from: Timestamp? = nil, before: Timestamp? = nil) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.from = from
        self.before = before
    }
}
