import Synchronization

/// A caller of the group commit, whatever its answer is.
protocol PendingCommit: Sendable {
    /// False when the caller went away before its batch began.
    func start() -> Bool
    /// Runs the closure and keeps its outcome; false when it threw. May run more than once, the last outcome counts.
    func perform(in transaction: WriteTransaction) -> Bool
    /// Hands the outcome to the caller.
    func finish()
    /// Hands the caller an error of the whole batch instead.
    func fail(_ error: any Error)
}

/// A caller that waits for an answer of one type. Its continuation is resumed exactly once: by whoever moves it to `done`.
final class Commit<Answer: Sendable>: PendingCommit {
    private enum State {
        case new
        case waiting(CheckedContinuation<Answer, any Error>)
        case running(CheckedContinuation<Answer, any Error>, Result<Answer, any Error>?)
        case done
    }

    private let body: @Sendable (WriteTransaction) throws -> Answer
    private let state = Mutex(State.new)

    init(_ body: @escaping @Sendable (WriteTransaction) throws -> Answer) {
        self.body = body
    }

    /// False when the caller was cancelled before it began to wait; it then has its answer.
    func wait(with continuation: CheckedContinuation<Answer, any Error>) -> Bool {
        let isWaiting = state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(continuation)
            return true
        }
        if !isWaiting { continuation.resume(throwing: CancellationError()) }
        return isWaiting
    }

    func cancel() {
        let continuation: CheckedContinuation<Answer, any Error>? = state.withLock { state in
            switch state {
            case .new:
                state = .done
                return nil
            case .waiting(let continuation):
                state = .done
                return continuation
            case .running, .done: return nil
            }
        }
        continuation?.resume(throwing: CancellationError())
    }

    func start() -> Bool {
        state.withLock { state in
            guard case .waiting(let continuation) = state else { return false }
            state = .running(continuation, nil)
            return true
        }
    }

    func perform(in transaction: WriteTransaction) -> Bool {
        let outcome = Result { try body(transaction) }
        state.withLock { state in
            guard case .running(let continuation, _) = state else { return }
            state = .running(continuation, outcome)
        }
        if case .success = outcome { return true }
        return false
    }

    func finish() {
        guard case .running(let continuation, let outcome?) = end() else { return }
        continuation.resume(with: outcome)
    }

    func fail(_ error: any Error) {
        switch end() {
        case .waiting(let continuation), .running(let continuation, _): continuation.resume(throwing: error)
        case .new, .done: break
        }
    }

    private func end() -> State {
        state.withLock { exchange(&$0, with: .done) }
    }
}
