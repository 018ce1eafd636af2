import CLinux
import Glibc
import Synchronization

/// User ids for workers, one each, when the host runs as root: a worker can then neither signal nor trace another one, and
/// the kernel counts its threads alone.
///
/// Another host on this machine may draw from the same range, so each id is also taken in a file that all of them know. Where
/// that file cannot be had, ids are told apart within this host only.
final class UserRange: Sendable {
    private struct State {
        var next: UInt32
        var used: Set<UInt32> = []
    }

    private let ids: ClosedRange<UInt32>
    private let register: Descriptor?
    /// Why other hosts do not see which ids are taken, as a sentence; nil when they do.
    let weakness: String?
    private let state: Mutex<State>

    /// `register` is the path of the file.
    init(_ ids: ClosedRange<UInt32>, register path: String) {
        self.ids = ids
        state = Mutex(State(next: ids.lowerBound))
        let file = unsafe numbers_open(path)
        register = file < 0 ? nil : Descriptor(file)
        weakness = file < 0 ? "\(path) cannot be used: \(systemSentence(-file))." : nil
    }

    /// An id no worker has; nil when all are taken. In turn, so that an id rests as long as possible.
    func take() -> UInt32? {
        state.withLock { state in
            for _ in 0..<ids.count {
                let id = state.next
                state.next = id == ids.upperBound ? ids.lowerBound : id + 1
                guard !state.used.contains(id), isTakenNowhere(id) else { continue }
                state.used.insert(id)
                return id
            }
            return nil
        }
    }

    private func isTakenNowhere(_ id: UInt32) -> Bool {
        guard let register else { return true }
        return numbers_take(register.number, id) != EAGAIN
    }

    func giveBack(_ id: UInt32) {
        state.withLock { state in
            state.used.remove(id)
            if let register { numbers_give_back(register.number, id) }
        }
    }
}
