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
    /// The first of the waits for a connector that it is in.
    package let wait: ConnectorWait?
    /// Of the step that ended it: a ``CallFailure/Class`` or `in_doubt`.
    package let errorClass: String?

    package var id: RunID { header.id }

    /// It failed because a connector stayed away for too long; it can be tried again when that is back.
    package var isDeadLetter: Bool { state == .failed && errorClass == CallFailure.Class.connectorUnavailable.rawValue }
}

/// A step waits for its connector.
package struct ConnectorWait: Sendable, Hashable {
    /// As the step names it.
    package let connector: String
    package let startedAt: Timestamp
    /// When the step is tried a last time.
    package let endsAt: Timestamp
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
    /// When somebody asked to try the run again that had failed with it.
    package let retriedAt: Timestamp?
    /// The rendered input; of an attempt that runs, as it is being used.
    package internal(set) var input: JSON?
    package let output: JSON?
    /// `{"class", "message", "retry_after_ms"?, "provider_status"?}`
    package let error: JSON?
    /// `{"log": […], "exchanges": […], "output_mismatches": […]}`, each where there is something.
    package let journal: JSON?
}

/// Which runs to list; absent criteria match all.
package struct RunFilter: Sendable {
    package var state: RunState?
    package var workflow: WorkflowID?
    /// Runs of its actions, and of workflows with a step of it.
    package var connector: String?
    /// Runs that ended for this reason.
    package var errorClass: String?
    /// Runs with a step that waits for its connector.
    package var waitsForConnector: Bool
    package var createdFrom: Timestamp?
    package var createdBefore: Timestamp?

    package init(
        state: RunState? = nil, workflow: WorkflowID? = nil, connector: String? = nil, errorClass: String? = nil,
        waitsForConnector: Bool = false, createdFrom: Timestamp? = nil, createdBefore: Timestamp? = nil
    ) {
        self.state = state
        self.workflow = workflow
        self.connector = connector
        self.errorClass = errorClass
        self.waitsForConnector = waitsForConnector
        self.createdFrom = createdFrom
        self.createdBefore = createdBefore
    }
}

package enum RunError: Error, Sendable, Hashable {
    case notFound
    /// A run that has ended cannot be cancelled.
    case alreadyEnded(RunState)
    /// Only a run that failed can be tried again.
    case notFailed(RunState)
    /// The input is larger than a run may start with.
    case inputTooLarge(limit: Int)
}

extension RunError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such run."
        case .alreadyEnded(let state): "The run has ended already: it is \(state.rawValue)."
        case .notFailed(let state): "Only a run that failed can be tried again: this one is \(state.rawValue)."
        case .inputTooLarge(let limit): "The input is larger than \(limit) bytes."
        }
    }
}
