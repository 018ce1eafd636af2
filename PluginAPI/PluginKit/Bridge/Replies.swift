import Synchronization

/// What came back for a request.
struct Reply: Sendable {
    let status: patchbay_status
    let document: [UInt8]
}

/// The requests in flight, each waited for by one task.
///
/// A reply finds its task by a number, never by a pointer: so one that comes twice, or after the task was cancelled, finds
/// nothing and does no harm. There is one table because a reply brings that number and nothing else.
enum Replies {
    /// Names one request; never 0.
    struct Token: Hashable, Sendable {
        let number: UInt
    }

    private enum Wait {
        case opened, cancelled
        case waiting(CheckedContinuation<Reply, any Error>)
    }

    private struct State {
        var last: UInt = 0
        var waits: [Token: Wait] = [:]
    }

    private static let state = Mutex(State())

    /// Sends a request with `send` and waits for the reply.
    ///
    /// - Throws: `CancellationError` at once when the task is cancelled, whether or not a reply ever comes.
    static func wait(sending send: (Token) -> Void) async throws -> Reply {
        let token = open()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if enter(token, continuation) {
                    send(token)
                } else {
                    continuation.resume(throwing: CancellationError())
                }
            }
        } onCancel: {
            cancel(token)
        }
    }

    /// Ends a wait, once.
    static func resume(_ token: Token, with reply: Reply) {
        let wait = state.withLock { $0.waits.removeValue(forKey: token) }
        if case .waiting(let continuation) = wait { continuation.resume(returning: reply) }
    }

    private static func open() -> Token {
        state.withLock { state in
            state.last += 1
            let token = Token(number: state.last)
            state.waits[token] = .opened
            return token
        }
    }

    /// False when the task was cancelled before it came to wait.
    private static func enter(_ token: Token, _ continuation: CheckedContinuation<Reply, any Error>) -> Bool {
        state.withLock { state in
            if case .cancelled = state.waits[token] {
                state.waits[token] = nil
                return false
            }
            state.waits[token] = .waiting(continuation)
            return true
        }
    }

    private static func cancel(_ token: Token) {
        let wait: Wait? = state.withLock { state in
            let wait = state.waits[token]
            switch wait {
            case .opened: state.waits[token] = .cancelled
            case .waiting: state.waits[token] = nil
            case .cancelled, nil: break
            }
            return wait
        }
        if case .waiting(let continuation) = wait { continuation.resume(throwing: CancellationError()) }
    }
}

extension Replies.Token {
    /// The number in the shape of the pointer that goes through the host; it points nowhere.
    var pointer: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: number) }

    @unsafe
    init(_ pointer: UnsafeMutableRawPointer?) {
        number = UInt(bitPattern: pointer)
    }
}
