/// How many lines about itself a plugin may write to the host's log: what a person can read, not what a loop can write.
/// A value: time comes in.
package struct LogBudget: Sendable {
    package static let linesPerSecond = 100

    package enum Verdict: Hashable, Sendable {
        case write
        /// The first line too many within this second: say so instead.
        case lastOne
        case drop
    }

    private var second: Int64 = .min
    private var lines = 0

    package init() {}

    package mutating func spend(_ now: MonotonicTime) -> Verdict {
        let second = now.nanoseconds / 1_000_000_000
        if second != self.second { (self.second, lines) = (second, 0) }
        lines += 1
        return lines <= Self.linesPerSecond ? .write : lines == Self.linesPerSecond + 1 ? .lastOne : .drop
    }
}
