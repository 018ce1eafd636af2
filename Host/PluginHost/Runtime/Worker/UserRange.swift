import Synchronization

/// User ids for workers, one each, when the host runs as root: a worker can then neither signal nor trace another one, and
/// the kernel counts its threads alone.
final class UserRange: Sendable {
    private struct State {
        var next: UInt32
        var used: Set<UInt32> = []
    }

    private let ids: ClosedRange<UInt32>
    private let state: Mutex<State>

    init(_ ids: ClosedRange<UInt32>) {
        self.ids = ids
        state = Mutex(State(next: ids.lowerBound))
    }

    /// An id no worker has; nil when all are taken. In turn, so that an id rests as long as possible.
    func take() -> UInt32? {
        state.withLock { state in
            for _ in 0..<ids.count {
                let id = state.next
                state.next = id == ids.upperBound ? ids.lowerBound : id + 1
                if state.used.insert(id).inserted { return id }
            }
            return nil
        }
    }

    func giveBack(_ id: UInt32) {
        state.withLock { _ = $0.used.remove(id) }
    }
}
