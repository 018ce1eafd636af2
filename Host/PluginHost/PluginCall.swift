package import Model

/// One request to a plugin.
package struct PluginCall: Sendable {
    package var operation: PluginOperation
    /// The operation's input document, JSON (PluginAPI/Schemas).
    package var input: [UInt8]
    /// From 1.
    package var attempt: Int
    /// Until the call is given up, waiting for a free place included.
    package var timeout: Duration
    package var workspace: WorkspaceID
    package var trace: TraceContext
    package var services: any CallServices

    package init(
        _ operation: PluginOperation, input: [UInt8], attempt: Int = 1, timeout: Duration, workspace: WorkspaceID, trace: TraceContext,
        services: any CallServices
    ) {
        self.operation = operation
        self.input = input
        self.attempt = attempt
        self.timeout = timeout
        self.workspace = workspace
        self.trace = trace
        self.services = services
    }
}
