package import Model

/// What happened to a run. Time and randomness enter the machine only here.
package enum RunEvent: Sendable, Hashable {
    /// An executor took the run, for the first time, because a retry is due, or after the executor before it ended: whatever
    /// is recorded as running was cut off, for it runs nowhere.
    case claimed(at: Timestamp)
    /// An attempt is about to send its first request that is not safe to repeat.
    case sending(step: Int, attempt: Int)
    /// `jitter` in 0..<1.
    case ended(step: Int, attempt: Int, AttemptResult, at: Timestamp, jitter: Double)
    /// The moment that ``RunEffect/wake(at:)`` named.
    case due(at: Timestamp)
    /// A connector that a step may wait for takes calls again.
    case connectorAvailable(String, at: Timestamp)
    case cancelRequested(at: Timestamp)
    /// The executor wants to stop.
    case parkRequested(at: Timestamp)
    /// Somebody wants a run that failed to be tried again. The only event that a run which has ended does not ignore.
    case retryRequested
}

/// How an attempt came out.
package enum AttemptResult: Sendable, Hashable {
    case succeeded
    /// `mayHaveActed`: a request that is not safe to repeat got no answer, or one that accepted it.
    case failed(CallFailure.Class, retryAfter: Duration?, mayHaveActed: Bool)
    /// It was interrupted because the run is being cancelled.
    case interrupted
}
