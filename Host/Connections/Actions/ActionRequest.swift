package import Model
package import PatchbayJSON

/// One attempt at one action.
package struct ActionRequest: Sendable {
    package var workspace: WorkspaceID
    /// Id or alias.
    package var connector: String
    /// Id or alias.
    package var action: String
    /// nil: the workspace's only active connection that fits, or none for an action that needs none.
    package var connection: ConnectionReference?
    package var input: JSON
    /// Equal for all attempts of one step, and for no other.
    package var idempotencyKey: String
    /// From 1.
    package var attempt: Int
    /// nil: what the connector says.
    package var timeout: Duration?
    package var trace: TraceContext
    /// Awaited before the first request that is not safe to repeat; when it throws, that request does not leave.
    package var willSend: @Sendable () async throws -> Void

    package init(
        workspace: WorkspaceID, connector: String, action: String, connection: ConnectionReference? = nil, input: JSON,
        idempotencyKey: String, attempt: Int = 1, timeout: Duration? = nil, trace: TraceContext = .new(),
        willSend: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.workspace = workspace
        self.connector = connector
        self.action = action
        self.connection = connection
        self.input = input
        self.idempotencyKey = idempotencyKey
        self.attempt = attempt
        self.timeout = timeout
        self.trace = trace
        self.willSend = willSend
    }
}

/// How an attempt came out.
package struct ActionReport: Sendable {
    /// The output, a JSON document.
    package let result: Result<[UInt8], CallFailure>
    /// ``CallJournal/document``.
    package let journal: [UInt8]?
    /// ``CallBroker/mayHaveActed``.
    package let mayHaveActed: Bool
}
