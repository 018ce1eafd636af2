/// Reasons for the plugin host's loop to look around; those that pile up merge.
final class Signals: Sendable {
    enum Signal: Sendable {
        /// The folder did.
        case changed
        /// A second has passed.
        case tick
    }

    private let both = AsyncStream<Signal>.makeStream(bufferingPolicy: .bufferingNewest(2))

    func send(_ signal: Signal) {
        both.continuation.yield(signal)
    }

    /// For one reader.
    func stream() -> AsyncStream<Signal> { both.stream }
}
