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

    private enum Admission {
        case first, further
        case refused(EgressFailure.Code)
    }

    func submit(_ submission: Submission) {
        let admission: Admission = content.withLock { content in
            guard !content.isStopped else { return .refused(.stopped) }
            guard content.submissions.count < capacity else { return .refused(.overloaded) }
            defer { content.submissions.append(submission) }
            return content.isEmpty ? .first : .further
        }
        // Signalled outside the lock, which the thread takes as soon as it wakes.
        switch admission {
        case .first: wakeup.signal()
        case .further: break
        case .refused(let code): submission.continuation.resume(returning: HopOutcome(failure: code))
        }
    }

    func cancel(_ cancellation: Cancellation) {
        cancellation.request()
        let isFirst = content.withLock { content in
            defer { content.cancellations.append(cancellation) }
            return content.isEmpty
        }
        if isFirst { wakeup.signal() }
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
