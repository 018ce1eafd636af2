import Model
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
    private let sleep = Mutex(State.asleep)
    private let kept = Mutex<[Quarantine]>([])

    init(_ found: PluginFile.Found) {
        self.found = found
    }

    /// The quarantines in which the build was when the host before ended.
    var quarantines: [Quarantine] {
        let now = MonotonicTime.now
        return kept.withLock { $0 }.filter { now < $0.end }
    }

    func restore(_ quarantines: [Quarantine]) {
        kept.withLock { $0 = quarantines }
    }

    /// Ends its quarantines. False when there is none.
    func release() -> Bool {
        let wasHeld = !quarantines.isEmpty
        kept.withLock { $0 = [] }
        return wasHeld
    }

    var state: RuntimeState {
        quarantines.first.map { .quarantined(reason: $0.reason, until: $0.end) } ?? .stopped
    }

    /// Why a workspace's calls do not wake it.
    func obstacle(for workspace: WorkspaceID) -> CallFailure? {
        quarantines.first { $0.concerns(workspace) }.map { .quarantined($0, .now) }
    }

    /// Returns when `load` has run, here or for another caller. `load` tells whether it put something in this plugin's place;
    /// if not, the next caller tries again.
    func wake(_ load: () async -> Bool) async {
        let isFirst = sleep.withLock { state in
            guard case .asleep = state else { return false }
            state = .waking([])
            return true
        }
        guard isFirst else { return await wait() }
        let isReplaced = await load()
        let waiting: [CheckedContinuation<Void, Never>] = sleep.withLock { state in
            defer { state = isReplaced ? .awake : .asleep }
            if case .waking(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = sleep.withLock { state in
                guard case .waking(let waiting) = state else { return true }
                state = .waking(waiting + [continuation])
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
