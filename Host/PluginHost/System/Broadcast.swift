import Synchronization

/// Hands each value to every subscriber, the oldest first; a slow one misses all but the newest.
final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var subscribers: [Int: AsyncStream<Value>.Continuation] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())

    func send(_ value: Value) {
        for (_, subscriber) in state.withLock({ $0.subscribers.sorted { $0.key < $1.key } }) { subscriber.yield(value) }
    }

    func subscribe(first value: Value) -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.yield(value)
        let id = state.withLock { state in
            state.lastID += 1
            state.subscribers[state.lastID] = continuation
            return state.lastID
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id) }
        return stream
    }

    private func remove(_ id: Int) {
        state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
    }
}
