package import Model
package import PatchbayJSON

/// One attempt of one step, ready to be performed.
package struct StepCall: Sendable {
    package let workspace: WorkspaceID
    package let step: StepDefinition
    package let input: JSON
    package let idempotencyKey: String
    package let attempt: Int
    package let trace: TraceContext
    /// Awaited before the first request that is not safe to repeat; when it throws, that request must not leave.
    package let willSend: @Sendable () async throws -> Void
}

/// What performs an action: in the host ``ActionPerformer/connections(_:)``. A task that is cancelled ends soon.
package struct ActionPerformer: Sendable {
    package let perform: @Sendable (StepCall) async -> AttemptReport

    package init(_ perform: @escaping @Sendable (StepCall) async -> AttemptReport) {
        self.perform = perform
    }
}
