/// Whether a plugin keeps the processor busy while it has nothing to do. A value: times come in.
///
/// What a call may use is bounded by its time. Beside calls an honest plugin does next to nothing, so it may use a tenth of a
/// core for good, and three seconds of one at once, to prepare something after its start or to tidy up after a call. A thread
/// that spins is found out in the fourth second, two of them in the second.
package struct IdleLoad: Sendable {
    /// Of a core.
    package static let share = 0.1
    package static let atOnce: Duration = .seconds(3)

    /// Each since the worker's start, except `time`.
    package struct Reading: Sendable {
        package var time: MonotonicTime
        /// What its threads have used of processors, together.
        package var processor: Duration
        /// How long it had a call in progress.
        package var busy: Duration

        package init(time: MonotonicTime, processor: Duration, busy: Duration) {
            self.time = time
            self.processor = processor
            self.busy = busy
        }
    }

    /// While a call is in progress, it may keep all of them busy.
    private let cores: Int
    private var last: Reading?
    /// Used beyond its share.
    private var excess: Duration = .zero

    package init(cores: Int) {
        self.cores = cores
    }

    /// True when the plugin has used more than it may.
    package mutating func exceeds(_ reading: Reading) -> Bool {
        defer { last = reading }
        guard let last else { return false }
        let busy = reading.busy - last.busy
        let idle = max(.zero, reading.time - last.time - busy)
        let used = max(.zero, reading.processor - last.processor - busy * cores)
        excess = max(.zero, excess + used - idle * Self.share)
        return excess > Self.atOnce
    }
}
