package import Model

/// What never changes about a run.
package struct RunHeader: Sendable, Hashable {
    package let id: RunID
    package let workspace: WorkspaceID
    package let source: RunSource
    /// The webhook event that started it.
    package let event: EventID?
    package let traceID: String
    package let createdAt: Timestamp

    package init(id: RunID, workspace: WorkspaceID, source: RunSource, event: EventID?, traceID: String, createdAt: Timestamp) {
        self.id = id
        self.workspace = workspace
        self.source = source
        self.event = event
        self.traceID = traceID
        self.createdAt = createdAt
    }
}

/// What a run executes.
package enum RunSource: Sendable, Hashable {
    /// The version is pinned: later saves do not change the run.
    case workflow(WorkflowID, version: Int)
    case action(connector: String, action: String)
}

extension RunHeader {
    /// What a step tells a provider so that it can recognise a repeated request: the same for every attempt of the step.
    package func idempotencyKey(step: String) -> String {
        "\(id.text)-\(step)"
    }

    var workflowID: WorkflowID? {
        if case .workflow(let id, _) = source { id } else { nil }
    }
}
