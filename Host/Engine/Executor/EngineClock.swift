package import Model

/// What time it is, how to wait, and the randomness of retries: all that the engine takes from outside its data.
package struct EngineClock: Sendable {
    package let now: @Sendable () -> Timestamp
    /// Returns at that time or when its task is cancelled.
    package let sleep: @Sendable (_ until: Timestamp) async -> Void
    /// A number in 0..<1.
    package let jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (_ until: Timestamp) async -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.jitter = jitter
    }

    package static let system = EngineClock(
        now: { .now }, sleep: { try? await Task.sleep(for: max(.zero, $0 - .now)) }, jitter: { .random(in: 0..<1) })
}
