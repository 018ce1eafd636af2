import Synchronization

/// Reasons for the plugin host's loop to look around; those that pile up merge, and none is lost.
final class Signals: Sendable {
    struct Reasons: OptionSet, Sendable {
        let rawValue: UInt8
        /// The folder did.
        static let changed = Self(rawValue: 1)
        /// A second has passed.
        static let tick = Self(rawValue: 2)
        /// A plugin ended by a fault of its own.
        static let fault = Self(rawValue: 4)
        /// A file has been loaded, or refused.
        static let loaded = Self(rawValue: 8)
    }

    private let pending = Mutex<Reasons>([])
    private let wakeUp = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    func send(_ reasons: Reasons) {
        pending.withLock { $0.formUnion(reasons) }
        wakeUp.continuation.yield()
    }

    /// Yields when there is something to `take`. For one reader.
    func stream() -> AsyncStream<Void> { wakeUp.stream }

    /// What has come since this was asked last.
    func take() -> Reasons {
        pending.withLock { reasons in
            defer { reasons = [] }
            return reasons
        }
    }
}
