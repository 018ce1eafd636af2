/// How many frames a worker may send beside the answers to its calls: more than an honest plugin means, fewer than keep a
/// core of the host busy. A value: time comes in.
package struct FrameBudget: Sendable {
    /// Units in a second, so many more for each call in progress, and for each that was begun: short calls may be many.
    package static let units = 16_384
    package static let unitsPerCall = 1024
    package static let unitsPerBegin = 256
    /// What a fetch costs, which the host does much for; any other frame costs one.
    package static let fetchCost = 8

    private var second: Int64 = .min
    /// Within this second; below zero when calls were begun.
    private var spent = 0

    package init() {}

    /// The worker is given a call.
    package mutating func begin() {
        spent -= Self.unitsPerBegin
    }

    /// False when that was more than the worker may send within a second.
    package mutating func spend(_ cost: Int, calls: Int, _ now: MonotonicTime) -> Bool {
        let second = now.nanoseconds / 1_000_000_000
        if second != self.second { (self.second, spent) = (second, 0) }
        spent += cost
        return spent <= Self.units + calls * Self.unitsPerCall
    }
}
