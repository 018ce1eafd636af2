import Dispatch

/// Holds the writer's thread inside a closure until the test opens it, so that commits gather into one batch.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() {
        // The deadline turns a mistake into a failed test instead of a hung one.
        precondition(semaphore.wait(timeout: .now() + 30) == .success, "nobody opened the gate")
    }

    func open() {
        semaphore.signal()
    }
}
