import DequeModule
import Model
import Synchronization

/// Lets so many calls in at once, the others wait in order: a bounded queue with a deadline each.
final class Admission: Sendable {
    /// Calls that may wait; one more is told to come back later.
    static let waitingAtMost = 4096

    fileprivate struct Waiter {
        let number: UInt64
        let deadline: MonotonicTime
        let continuation: CheckedContinuation<CallFailure?, Never>
    }

    fileprivate struct State {
        var limit: Int
        /// Below zero when the limit was lowered under those who are in.
        var free: Int
        var waiters: Deque<Waiter> = []
        var lastNumber: UInt64 = 0
        var cancelled: Set<UInt64> = []
    }

    private let ticker: Ticker
    private let state: Mutex<State>

    init(limit: Int, ticker: Ticker) {
        self.ticker = ticker
        state = Mutex(State(limit: limit, free: limit))
    }

    /// Changes how many may be in at once.
    func setLimit(_ limit: Int) {
        let entering = state.withLock { state in
            state.free += limit - state.limit
            state.limit = limit
            let entering = state.waiters.prefix(max(0, state.free))
            state.free -= entering.count
            state.waiters.removeFirst(entering.count)
            return Array(entering)
        }
        for waiter in entering { waiter.continuation.resume(returning: nil) }
    }

    /// Waits for a place; each success owes one `leave`.
    func enter(until deadline: MonotonicTime) async throws(CallFailure) {
        if state.withLock({ $0.takeFree() }) { return }
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let failure = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(number, deadline, $0) }
        } onCancel: {
            cancel(number)
        }
        state.withLock { _ = $0.cancelled.remove(number) } // a cancel that came too late to matter
        if let failure { throw failure }
    }

    func leave() {
        let next = state.withLock { state in
            let next = state.free < 0 ? nil : state.waiters.popFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.continuation.resume(returning: nil)
    }

    /// Sends those away whose time is up. True while anybody waits.
    func tick(_ now: MonotonicTime) -> Bool {
        let (late, waiting) = state.withLock { state in
            let late = state.waiters.filter { $0.deadline <= now }
            if !late.isEmpty { state.waiters.removeAll { $0.deadline <= now } }
            return (late, !state.waiters.isEmpty)
        }
        for waiter in late { waiter.continuation.resume(returning: .waitedTooLong) }
        return waiting
    }

    private func wait(_ number: UInt64, _ deadline: MonotonicTime, _ continuation: CheckedContinuation<CallFailure?, Never>) {
        enum Verdict { case entered, waiting, failed(CallFailure) }
        let verdict: Verdict = state.withLock { state in
            if state.cancelled.remove(number) != nil { return .failed(.cancelled(.caller)) }
            if state.takeFree() { return .entered }
            if state.waiters.count >= Self.waitingAtMost { return .failed(.busy) }
            state.waiters.append(Waiter(number: number, deadline: deadline, continuation: continuation))
            return .waiting
        }
        switch verdict {
        case .waiting: ticker.start()
        case .entered: continuation.resume(returning: nil)
        case .failed(let failure): continuation.resume(returning: failure)
        }
    }

    private func cancel(_ number: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number) // before it began to wait
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: .cancelled(.caller))
    }
}

extension Admission.State {
    fileprivate mutating func takeFree() -> Bool {
        guard free > 0, waiters.isEmpty else { return false }
        free -= 1
        return true
    }
}
