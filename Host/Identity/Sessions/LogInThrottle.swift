package import Model

/// How attempts to log in for one email are slowed down: the first few cost nothing, then each wait is twice the one before.
///
/// A pure decision. An attempt is counted before its password is looked at, so that a hundred at once are counted like a
/// hundred in a row; success forgets them all.
package struct LogInThrottle: Hashable, Sendable {
    /// So many failures are anybody's typing errors.
    static let free = 5
    static let longestWait = Duration.seconds(15 * 60)
    /// After so much time without an attempt the count begins anew.
    static let memory = Duration.seconds(24 * 3600)

    package let failures: Int64
    package let lastAt: Timestamp
    package let blockedUntil: Timestamp

    package init(failures: Int64, lastAt: Timestamp, blockedUntil: Timestamp) {
        self.failures = failures
        self.lastAt = lastAt
        self.blockedUntil = blockedUntil
    }

    package enum Decision: Hashable, Sendable {
        /// The password may be looked at; this is to be stored first.
        case attempt(LogInThrottle)
        /// Nothing is looked at and nothing stored, right passwords included.
        case blocked(until: Timestamp)
    }

    /// - Parameter past: What is stored for the email.
    package static func decide(_ past: LogInThrottle?, at now: Timestamp) -> Decision {
        if let past, now < past.blockedUntil { return .blocked(until: past.blockedUntil) }
        let remembered = past.flatMap { now < $0.lastAt + memory ? $0.failures : nil } ?? 0
        let failures = remembered + 1
        return .attempt(LogInThrottle(failures: failures, lastAt: now, blockedUntil: now + wait(after: failures)))
    }

    /// Nothing, then 2 s, 4 s, 8 s and so on.
    private static func wait(after failures: Int64) -> Duration {
        guard failures >= free else { return .zero }
        return min(longestWait, .seconds(2 << min(20, failures - Int64(free))))
    }
}
