import Foundation
import Synchronization

/// Holds a server thread until a test lets it go on.
package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    package func open() { semaphore.signal() }

    /// At most 10 s, so that a failing test ends.
    package func wait() { _ = semaphore.wait(timeout: .now() + 10) }
}

/// Tells a test that something happened on a server thread.
package final class Notice: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    package func post() { continuation.yield() }

    package func wait() async {
        for await _ in stream { return }
    }
}
