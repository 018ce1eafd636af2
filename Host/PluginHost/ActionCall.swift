package import Model
package import PatchbayJSON

/// One run of an action.
package struct ActionCall: Sendable {
    /// Id or alias.
    package var action: String
    package var input: JSON
    /// `{"id","scheme","fields"}` without secrets; nil for an action that needs no connection.
    package var connection: JSON?
    /// Equal for all attempts of one step.
    package var idempotencyKey: String?
    /// From 1.
    package var attempt: Int
    /// Nil: what the connector says (`Connector.timeout`).
    package var timeout: Duration?
    package var workspace: WorkspaceID
    package var trace: TraceContext
    package var services: any CallServices

    package init(
        _ action: String, input: JSON, connection: JSON? = nil, idempotencyKey: String? = nil, attempt: Int = 1, timeout: Duration? = nil,
        workspace: WorkspaceID, trace: TraceContext, services: any CallServices
    ) {
        self.action = action
        self.input = input
        self.connection = connection
        self.idempotencyKey = idempotencyKey
        self.attempt = attempt
        self.timeout = timeout
        self.workspace = workspace
        self.trace = trace
        self.services = services
    }
}

/// What an action answered.
package struct ActionResult: Sendable {
    package var output: JSON
    /// How the answer differs from what the action declares, as sentences. Shown, never an error: the action has happened.
    package var mismatches: [String]
}
