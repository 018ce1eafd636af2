/// How often and how soon a failed step is tried again.
package struct RetryPolicy: Sendable, Hashable {
    /// Counts the first attempt; 1...100.
    package var maxAttempts: Int
    /// Before the second attempt; 0 ms ... 1 day.
    package var initialDelay: Duration
    /// No delay between attempts is longer, save one that a provider asks for; up to 1 day.
    package var maxDelay: Duration
    package var backoff: Backoff

    package enum Backoff: String, Sendable, CaseIterable {
        /// Doubles from attempt to attempt.
        case exponential
        case constant
    }

    package init(maxAttempts: Int, initialDelay: Duration, maxDelay: Duration, backoff: Backoff) {
        self.maxAttempts = maxAttempts
        self.initialDelay = initialDelay
        self.maxDelay = maxDelay
        self.backoff = backoff
    }

    package static let standard = RetryPolicy(maxAttempts: 3, initialDelay: .seconds(1), maxDelay: .seconds(300), backoff: .exponential)

    /// The wait after the `failures`th failure (from 1). `jitter` in 0..<1 spreads it over the upper half of the delay, so that
    /// steps that failed together do not come back together.
    package func delay(afterFailures failures: Int, jitter: Double) -> Duration {
        let full = min(maxDelay, backoff == .constant ? initialDelay : initialDelay * (1 << min(max(failures - 1, 0), 24)))
        return full * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }
}
