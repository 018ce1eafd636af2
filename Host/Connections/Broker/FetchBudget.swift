import Model
import Synchronization

/// How much one call may ask for.
final class FetchBudget: Sendable {
    /// Requests of one call.
    static let total = 64
    /// Of them at once.
    static let atOnce = 8

    private struct Count {
        var started = 0
        var running = 0
    }

    private let count = Mutex(Count())

    /// Each success owes one ``leave()``.
    func enter() throws(CallFailure) {
        let failure: CallFailure? = count.withLock { count in
            guard count.running < Self.atOnce else {
                return CallFailure(.bug, "The plugin sends more than \(Self.atOnce) requests at once; it must wait for answers.")
            }
            guard count.started < Self.total else {
                return CallFailure(.permanent, "The plugin sends more than \(Self.total) requests in one call.")
            }
            count.started += 1
            count.running += 1
            return nil
        }
        if let failure { throw failure }
    }

    func leave() {
        count.withLock { $0.running -= 1 }
    }
}
