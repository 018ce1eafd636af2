/// What the tasks around a run tell its driver.
enum RunMessage: Sendable {
    case ended(step: Int, attempt: Int, AttemptReport)
    /// An attempt wants to send; the reply says whether that is durable.
    case sending(step: Int, attempt: Int, reply: CheckedContinuation<Void, any Error>)
    case due
    case connectorAvailable(String)
    case cancel
    /// End between two attempts; after the grace, end at once.
    case park(grace: Duration)
    case cutOff
    /// Prove that the run is still being worked on.
    case renewLease
}

extension Mailbox<RunMessage> {
    /// Returns when `sent` is durable; throws when it cannot be any more.
    func requestSend(step: Int, attempt: Int) async throws {
        try await withCheckedThrowingContinuation { reply in
            if !post(.sending(step: step, attempt: attempt, reply: reply)) { reply.resume(throwing: CancellationError()) }
        }
    }

    /// Ends every wait for a reply.
    func shut() {
        for message in close() {
            if case .sending(_, _, let reply) = message { reply.resume(throwing: CancellationError()) }
        }
    }
}
