import Foundation
import Synchronization

/// Holds a server thread until a test lets it go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// At most 10 s, so that a failing test ends.
    func wait() { _ = semaphore.wait(timeout: .now() + 10) }
}

/// Tells a test that something happened on a server thread.
final class Notice: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func post() { continuation.yield() }

    func wait() async {
        for await _ in stream { return }
    }
}
