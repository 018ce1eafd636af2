import Model
import Synchronization

/// Which runs the executor has and what it is to do next: the state that callers from any task share with its loop.
final class ExecutorBoard: Sendable {
    enum Work: Sendable {
        case run(PendingRun)
        /// Look for due rows; this many places are reserved for them.
        case claim(places: Int)
        case stop
    }

    private struct State {
        var pending: [PendingRun] = []
        /// Reserved, pending and running.
        var places = 0
        var mailboxes: [RunID: Mailbox<RunMessage>] = [:]
        /// Due rows may exist that nobody looked at.
        var shouldClaim = true
        var isStopping = false
        /// The loop has ended.
        var isClosed = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    /// Few enough that fresh runs find places beside a claim.
    private static let claimLimit = 32
    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// A place for a run about to be stored, which from now on can be cancelled; false when it is to wait in the database: all
    /// places are taken, or older runs wait there.
    func reserve(_ id: RunID) -> Bool {
        state.withLock { state in
            guard state.places < capacity, !state.shouldClaim, !state.isStopping else { return false }
            state.places += 1
            state.mailboxes[id] = Mailbox()
            return true
        }
    }

    /// Hands over a run with a reserved place; false when the loop has ended.
    func submit(_ run: PendingRun) -> Bool {
        notify { state in
            guard !state.isClosed else { return false }
            state.pending.append(run)
            return true
        }
    }

    /// Gives a place back. With a `mailbox`, another one of the same run stays: this host took the run again after its lease
    /// had run out.
    func leave(_ id: RunID, _ mailbox: Mailbox<RunMessage>? = nil) {
        notify { state in
            state.places -= 1
            if mailbox == nil || state.mailboxes[id] === mailbox { state.mailboxes[id] = nil }
        }
    }

    /// The end of a claim: its runs get their mailboxes, places without a run are given back.
    func settleClaim(places: Int, runs: [RunID]) {
        notify { state in
            state.places -= places - runs.count
            for run in runs { state.mailboxes[run] = Mailbox() }
            if runs.count == places { state.shouldClaim = true }
        }
    }

    func mailbox(of id: RunID) -> Mailbox<RunMessage>? {
        state.withLock { $0.mailboxes[id] }
    }

    var mailboxes: [Mailbox<RunMessage>] { state.withLock { Array($0.mailboxes.values) } }

    /// Rows became due.
    func wake() {
        notify { $0.shouldClaim = true }
    }

    func stop() {
        notify { $0.isStopping = true }
    }
}

// MARK: - For the loop

extension ExecutorBoard {
    /// What to do now, nil when there is nothing.
    func take() -> Work? {
        state.withLock { state in
            if !state.pending.isEmpty { return .run(state.pending.removeFirst()) }
            if state.isStopping {
                state.isClosed = true
                return .stop
            }
            guard state.shouldClaim, state.places < capacity else { return nil }
            let places = min(capacity - state.places, Self.claimLimit)
            state.shouldClaim = false
            state.places += places
            return .claim(places: places)
        }
    }

    /// Returns when ``take()`` may have something or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    let hasWork = !state.pending.isEmpty || state.isStopping || state.shouldClaim && state.places < capacity
                    if !hasWork, !Task.isCancelled { state.waiter = continuation }
                    return hasWork || Task.isCancelled
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            notify { _ in }
        }
    }

    @discardableResult
    private func notify<Answer>(_ change: (inout State) -> sending Answer) -> sending Answer {
        let (answer, waiter) = state.withLock { state in (change(&state), state.waiter.take()) }
        waiter?.resume()
        return answer
    }
}
