import Synchronization

/// Messages for one consumer. Who posts never waits, so what may be posted must be bounded by the sender.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var waiter: CheckedContinuation<Message?, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// False when the mailbox is closed; the message then goes nowhere.
    @discardableResult
    func post(_ message: Message) -> Bool {
        let (isOpen, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Message?, Never>?) in
            guard !state.isClosed else { return (false, nil) }
            if let waiter = state.waiter.take() { return (true, waiter) }
            state.messages.append(message)
            return (true, nil)
        }
        waiter?.resume(returning: message)
        return isOpen
    }

    /// The next message in order of arrival; nil once closed.
    func next() async -> Message? {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> Message?? in
                if state.isClosed { return .some(nil) }
                if !state.messages.isEmpty { return state.messages.removeFirst() }
                state.waiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    /// Refuses further messages and gives back those nobody took.
    func close() -> [Message] {
        let (rest, waiter) = state.withLock { state in
            state.isClosed = true
            return (exchange(&state.messages, with: []), state.waiter.take())
        }
        waiter?.resume(returning: nil)
        return rest
    }
}
