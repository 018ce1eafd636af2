package import Model

/// One action of one connector, and what happens when it fails.
package struct StepDefinition: Sendable, Hashable {
    /// Unique in its workflow; `step_1`… when the document gives none.
    package let id: String
    /// A connector's id or one of its aliases.
    package let connector: String
    /// Without the connector's prefix.
    package let action: String
    /// nil: the workspace's only active connection of the connector, or none for an action that needs none.
    package let connection: ConnectionReference?
    package let input: Template
    package let retry: RetryPolicy
    /// nil: the action's own.
    package let timeout: Duration?
    package let onError: OnError
    package let inDoubt: InDoubtPolicy

    package enum OnError: String, Sendable, CaseIterable {
        /// The run fails; steps already running end first.
        case fail
        /// Dependents run and may read `steps.<id>.error`.
        case `continue`
    }

    /// What follows when nobody can know whether the provider did what was asked: the host ended, or no answer came, after a
    /// request that is not safe to repeat was sent.
    package enum InDoubtPolicy: String, Sendable, CaseIterable {
        /// Ask again: the provider may then do it twice.
        case retry
        /// Stop and say so.
        case fail
    }
}
