/// Where a run stands, as stored in `runs.state`.
package enum RunState: String, Sendable, CaseIterable {
    /// Accepted; nothing has started.
    case queued
    /// An executor has it.
    case running
    /// Nothing runs: a retry is due later, or a connector is away.
    case waiting
    case succeeded
    case failed
    case cancelled
    /// Ended because nobody can know whether a provider did what a step asked.
    case inDoubt = "in_doubt"

    package var isTerminal: Bool {
        switch self {
        case .queued, .running, .waiting: false
        case .succeeded, .failed, .cancelled, .inDoubt: true
        }
    }
}

/// Where one attempt of a step stands, as stored in `attempts.state`.
package enum AttemptState: String, Sendable, CaseIterable {
    /// Committed before the plugin is called.
    case started
    /// Committed before the first request that is not safe to repeat leaves.
    case sent
    case succeeded
    case failed
    /// The host ended meanwhile; the step is tried again.
    case lost
    /// What the provider did is not known and policy forbids asking again.
    case inDoubt = "in_doubt"
    /// Interrupted because the run was cancelled. What was sent before may have taken effect.
    case cancelled
}
