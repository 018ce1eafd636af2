import Engine
import Model
import Synchronization

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private struct State {
        var now = Timestamp(milliseconds: 1_700_000_000_000)
        var sleeping: [Int: (until: Timestamp, continuation: CheckedContinuation<Void, Never>)] = [:]
        var lastSleeper = 0
    }

    private let state = Mutex(State())

    var engine: EngineClock {
        EngineClock(now: { self.state.withLock(\.now) }, sleep: { await self.sleep(until: $0) }, jitter: { 0 })
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now + duration
            let due = state.sleeping.filter { $0.value.until <= state.now }
            for key in due.keys { state.sleeping[key] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func sleep(until: Timestamp) async {
        let number = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    let isOver = state.now >= until || Task.isCancelled
                    if !isOver { state.sleeping[number] = (until, continuation) }
                    return isOver
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleeping.removeValue(forKey: number)?.continuation }?.resume()
        }
    }
}
