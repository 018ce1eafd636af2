package import Model
package import PatchbayJSON

/// A run as lists show it.
package struct Run: Sendable {
    package let header: RunHeader
    package let state: RunState
    package let isCancelling: Bool
    package let startedAt: Timestamp?
    package let finishedAt: Timestamp?
    /// When it goes on, for a waiting run.
    package let dueAt: Timestamp?
    /// Of the step that ended it: a ``CallFailure/Class`` or `in_doubt`.
    package let errorClass: String?

    package var id: RunID { header.id }
}

/// A run with everything on record.
package struct RunDetail: Sendable {
    package let run: Run
    /// What `trigger` is in its expressions.
    package let trigger: JSON
    /// In the order of their starts.
    package let attempts: [Attempt]

    /// The output of the last step that succeeded: the result of a run of one action.
    package var output: JSON? { attempts.last { $0.state == .succeeded }?.output }
}

/// One attempt of one step.
package struct Attempt: Sendable {
    package let step: String
    /// From 1.
    package let number: Int
    package let state: AttemptState
    package let startedAt: Timestamp
    /// When the first request that is not safe to repeat was sent.
    package let sentAt: Timestamp?
    package let finishedAt: Timestamp?
    package let errorClass: String?
    package let providerStatus: Int?
    package let nextRetryAt: Timestamp?
    /// The rendered input; of an attempt that runs, as it is being used.
    package internal(set) var input: JSON?
    package let output: JSON?
    /// `{"class", "message", "retry_after_ms"?, "provider_status"?}`
    package let error: JSON?
    /// `{"log": […], "exchanges": […], "output_mismatch": […]}`, each where there is something.
    package let journal: JSON?
}

/// Which runs to list; absent criteria match all.
package struct RunFilter: Sendable {
    package var state: RunState?
    package var workflow: WorkflowID?
    /// Runs of its actions, and of workflows with a step of it.
    package var connector: String?
    package var createdFrom: Timestamp?
    package var createdBefore: Timestamp?

    package init(
        state: RunState? = nil, workflow: WorkflowID? = nil, connector: String? = nil, createdFrom: Timestamp? = nil,
        createdBefore: Timestamp? = nil
    ) {
        self.state = state
        self.workflow = workflow
        self.connector = connector
        self.createdFrom = createdFrom
        self.createdBefore = createdBefore
    }
}

package enum RunError: Error, Sendable, Hashable {
    case notFound
    /// A run that has ended cannot be cancelled.
    case alreadyEnded(RunState)
    /// The input is larger than a run may start with.
    case inputTooLarge(limit: Int)
}

extension RunError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such run."
        case .alreadyEnded(let state): "The run has ended already: it is \(state.rawValue)."
        case .inputTooLarge(let limit): "The input is larger than \(limit) bytes."
        }
    }
}
