package import Model

/// The machine's answer to one event.
package struct RunTransition: Sendable, Hashable {
    package var progress: RunProgress
    /// Committed together, in one transaction, before any effect. Without records there is nothing to commit.
    package var records: [RunRecord] = []
    /// Performed once the records are durable.
    package var effects: [RunEffect] = []
}

extension RunTransition {
    /// The step that the run's end is blamed on, if it ends here.
    var end: Int? {
        for case .finished(_, let step) in records { return step }
        return nil
    }
}

/// A fact to make durable.
package enum RunRecord: Sendable, Hashable {
    case started(step: Int, attempt: Int)
    case sent(step: Int, attempt: Int)
    /// `state` is `succeeded`, `failed`, `lost`, `inDoubt` or `cancelled`; only `failed` has a `nextRetry`.
    case ended(step: Int, attempt: Int, state: AttemptState, nextRetry: Timestamp?)
    /// The run's end; `step` is the one to blame.
    case finished(RunState, step: Int?)
    /// Nothing runs until `due`: the executor gives the run back.
    case released(until: Timestamp)
    /// The step waits for its connector, at most until then.
    case waitStarted(step: Int, until: Timestamp)
    case waitEnded(step: Int)
    /// The failure that the attempt ended with is not the end of its step any more.
    case reopened(step: Int, attempt: Int)
    /// A run that had failed is due.
    case requeued
}

/// Something to do.
package enum RunEffect: Sendable, Hashable {
    case invoke(step: Int, attempt: Int)
    /// Cut the running attempts short; each still ends with an event.
    case interrupt
    /// Send ``RunEvent/due(at:)`` at that time, unless the run ends before.
    case wake(at: Timestamp)
}
