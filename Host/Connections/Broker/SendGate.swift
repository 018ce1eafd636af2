import Synchronization

/// Lets requests pass once it is on record that they are about to be sent: the first has that recorded, those that come
/// meanwhile wait for it, later ones pass at once.
final class SendGate: Sendable {
    private enum State {
        case closed
        /// Somebody records; these wait.
        case opening([CheckedContinuation<Void, Never>])
        case open
    }

    private enum Turn { case pass, record, wait }

    private let state = Mutex(State.closed)
    private let record: @Sendable () async throws -> Void

    init(_ record: @escaping @Sendable () async throws -> Void) {
        self.record = record
    }

    /// Throws what recording threw; whoever waited for that then tries it themselves.
    func pass() async throws {
        while true {
            switch takeTurn() {
            case .pass: return
            case .wait: await wait()
            case .record:
                do {
                    try await record()
                } catch {
                    settle(.closed)
                    throw error
                }
                return settle(.open)
            }
        }
    }

    private func takeTurn() -> Turn {
        state.withLock { state in
            switch state {
            case .open: return .pass
            case .opening: return .wait
            case .closed:
                state = .opening([])
                return .record
            }
        }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isSettled = state.withLock { state in
                guard case .opening(let waiting) = state else { return true }
                state = .opening(waiting + [continuation])
                return false
            }
            if isSettled { continuation.resume() }
        }
    }

    private func settle(_ next: State) {
        let waiting = state.withLock { state in
            guard case .opening(let waiting) = state else { return [CheckedContinuation<Void, Never>]() }
            state = next
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
