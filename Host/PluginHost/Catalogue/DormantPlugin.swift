import Synchronization

/// A plugin that is shown from the cache until somebody needs it. Its first call wakes it: the file is then loaded as if it were
/// new, once, however many calls come at the same time.
final class DormantPlugin: Sendable {
    private enum State {
        case asleep
        /// One caller loads it; the others wait for that.
        case waking([CheckedContinuation<Void, Never>])
        case awake
    }

    let found: PluginFile.Found
    private let state = Mutex(State.asleep)

    init(_ found: PluginFile.Found) {
        self.found = found
    }

    /// Returns when `load` has run, here or for another caller. `load` tells whether it put something in this plugin's place;
    /// if not, the next caller tries again.
    func wake(_ load: () async -> Bool) async {
        let isFirst = state.withLock { state in
            guard case .asleep = state else { return false }
            state = .waking([])
            return true
        }
        guard isFirst else { return await wait() }
        let isReplaced = await load()
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            defer { state = isReplaced ? .awake : .asleep }
            if case .waking(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard case .waking(let waiting) = state else { return true }
                state = .waking(waiting + [continuation])
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
