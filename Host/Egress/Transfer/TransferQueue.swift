internal import Synchronization

/// A transfer on its way to the thread; its continuation is resumed exactly once, with the outcome.
struct Submission: Sendable {
    let hop: Hop
    let cancellation: Cancellation
    let continuation: CheckedContinuation<HopOutcome, Never>
}

/// Says that nobody waits for a transfer any more, also before it was submitted.
final class Cancellation: Sendable {
    private let state = Atomic(false)

    var isRequested: Bool { state.load(ordering: .acquiring) }
    func request() { state.store(true, ordering: .releasing) }
}

/// Hands transfers and cancellations from tasks to the transfer thread.
final class TransferQueue: Sendable {
    struct Content {
        var submissions: [Submission] = []
        var cancellations: [Cancellation] = []
        var isStopped = false

        var isEmpty: Bool { submissions.isEmpty && cancellations.isEmpty }
    }

    let wakeup = WakeupSignal()
    private let content = Mutex(Content())
    private let capacity: Int

    /// Holds at most `capacity` submissions that the thread has not taken.
    init(capacity: Int) {
        self.capacity = capacity
    }

    func submit(_ submission: Submission) {
        let refusal: EgressFailure.Code? = content.withLock { content in
            guard !content.isStopped else { return .stopped }
            guard content.submissions.count < capacity else { return .overloaded }
            if content.isEmpty { wakeup.signal() }
            content.submissions.append(submission)
            return nil
        }
        if let refusal { submission.continuation.resume(returning: HopOutcome(failure: refusal)) }
    }

    func cancel(_ cancellation: Cancellation) {
        cancellation.request()
        content.withLock { content in
            if content.isEmpty { wakeup.signal() }
            content.cancellations.append(cancellation)
        }
    }

    /// Refuses further submissions and ends the thread.
    func stop() {
        content.withLock { $0.isStopped = true }
        wakeup.signal()
    }

    /// Stops, and fails what is still queued: for when there is no thread.
    func refuseAll() {
        stop()
        for submission in take().submissions { submission.continuation.resume(returning: HopOutcome(failure: .stopped)) }
    }

    /// All that arrived since the last time. Transfer thread only.
    func take() -> Content {
        wakeup.clear()
        return content.withLock { content in
            let taken = content
            content.submissions = []
            content.cancellations = []
            return taken
        }
    }
}
