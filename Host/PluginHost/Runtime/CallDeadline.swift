/// When a call is asked to end, and when it is given up. A value: time comes in, what to do comes out.
package struct CallDeadline: Sendable {
    package enum Cause: Hashable, Sendable {
        case deadline
        /// The caller's task was cancelled.
        case caller
    }

    package enum Step: Hashable, Sendable {
        /// Tell the plugin.
        case cancel
        /// It had its grace: answer for it.
        case giveUp
    }

    private let deadline: MonotonicTime
    /// Between the two.
    private let grace: Duration
    package private(set) var cancelled: Cause?
    private var giveUpAt = MonotonicTime.never

    package init(_ deadline: MonotonicTime, grace: Duration) {
        self.deadline = deadline
        self.grace = grace
    }

    /// What the time asks for; each step once.
    package mutating func step(_ now: MonotonicTime) -> Step? {
        if cancelled == nil, now >= deadline { return cancel(.deadline, now) }
        if now >= giveUpAt {
            giveUpAt = .never
            return .giveUp
        }
        return nil
    }

    /// Asks the call to end; nothing when it was asked before.
    package mutating func cancel(_ cause: Cause, _ now: MonotonicTime) -> Step? {
        guard cancelled == nil else { return nil }
        cancelled = cause
        giveUpAt = now + grace
        return .cancel
    }
}
