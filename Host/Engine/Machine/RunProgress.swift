package import Model

/// The state of ``RunMachine``: everything that decides what happens next in one run.
package struct RunProgress: Sendable, Hashable {
    package var state: RunState
    /// By position in the definition.
    package var steps: [StepProgress]
    package var isCancelling: Bool
    /// The executor is shutting down: running attempts end, nothing new starts. Never stored.
    package var isParking = false

    /// A run in which nothing has happened.
    package init(steps count: Int) {
        state = .queued
        steps = Array(repeating: StepProgress(), count: count)
        isCancelling = false
    }
}

/// What has become of one step.
package struct StepProgress: Sendable, Hashable {
    package var stage = Stage.pending
    /// How many attempts have started; the number of the latest.
    package var attempts = 0
    /// How many failed for a reason that counts against the retry policy.
    package var failures = 0
    /// How many a provider's rate limit turned away.
    package var rateLimits = 0
    /// How many the end of the host cut off.
    package var losses = 0
    /// How many did not find the step's connector.
    package var absences = 0
    /// When the connector will have been away for too long: set by the first of an unbroken row of attempts that did not find
    /// it.
    package var absentUntil: Timestamp?

    package enum Stage: Sendable, Hashable {
        /// May start as soon as its dependencies have ended.
        case pending
        case running(sent: Bool)
        /// Will be tried again.
        case waiting(until: Timestamp)
        /// Will be tried again when its connector is back, or a last time at `until`.
        case awaitingConnector(until: Timestamp)
        case succeeded
        case failed
        case inDoubt
        /// Cut short by cancellation.
        case cancelled
    }

    package init() {}
}
