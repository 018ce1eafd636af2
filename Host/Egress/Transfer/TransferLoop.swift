internal import CCurl

/// Drives all transfers. Made, run and released on one dedicated thread.
final class TransferLoop {
    private let queue: TransferQueue
    private let configuration: EgressConfiguration
    private let multi: MultiHandle
    private var pools: [EgressPolicy: ConnectionPool] = [:]
    private var active: [ObjectIdentifier: Transfer] = [:]
    private var idle: [EasyHandle] = []

    /// Handles kept for reuse; one is about 10 KiB.
    private static let maxIdle = 64
    /// A policy without requests for this long loses its connections.
    private static let poolLifetime = Duration.seconds(60)

    private struct Transfer {
        let easy: EasyHandle
        let pool: ConnectionPool
        let submission: Submission
    }

    init(_ queue: TransferQueue, _ configuration: EgressConfiguration) throws(SystemError) {
        self.queue = queue
        self.configuration = configuration
        multi = try MultiHandle(wakeup: queue.wakeup)
    }

    /// Until the queue is stopped; what is under way then ends as stopped.
    func run() {
        while true {
            for (easy, code) in multi.turn(limit: pools.isEmpty ? nil : Self.poolLifetime) {
                guard let transfer = easy.transfer.flatMap({ active[$0] }) else { continue }
                finish(transfer, easy.outcome(code))
            }
            let content = queue.take()
            for submission in content.submissions { start(submission) }
            for cancellation in content.cancellations { interrupt(ObjectIdentifier(cancellation), .cancelled) }
            closeUnusedPools()
            guard !content.isStopped else { break }
        }
        for key in active.keys { interrupt(key, .stopped) }
    }

    private func start(_ submission: Submission) {
        guard !submission.cancellation.isRequested else {
            return submission.continuation.resume(returning: HopOutcome(failure: .cancelled))
        }
        guard active.count < configuration.maxTransfers, let pool = pool(for: submission.hop.policy), let easy = idle.popLast() ?? EasyHandle() else {
            return submission.continuation.resume(returning: HopOutcome(failure: .overloaded))
        }
        let key = ObjectIdentifier(submission.cancellation)
        let transfer = Transfer(easy: easy, pool: pool, submission: submission)
        easy.prepare(submission.hop, pool: pool, configuration: configuration)
        easy.transfer = key
        active[key] = transfer
        pool.transfers += 1
        if !multi.add(easy) { interrupt(key, .overloaded) }
    }

    private func interrupt(_ key: ObjectIdentifier, _ failure: EgressFailure.Code) {
        guard let transfer = active[key] else { return }
        finish(transfer, transfer.easy.interrupted(failure))
    }

    private func finish(_ transfer: Transfer, _ outcome: HopOutcome) {
        let easy = transfer.easy
        active[ObjectIdentifier(transfer.submission.cancellation)] = nil
        multi.remove(easy)
        easy.recycle()
        transfer.pool.transfers -= 1
        transfer.pool.lastUsed = .now
        if idle.count < Self.maxIdle { idle.append(easy) }
        transfer.submission.continuation.resume(returning: outcome)
    }

    private func pool(for policy: EgressPolicy) -> ConnectionPool? {
        if let pool = pools[policy] { return pool }
        let pool = ConnectionPool()
        pools[policy] = pool
        return pool
    }

    private func closeUnusedPools() {
        let now = ContinuousClock.now
        guard pools.values.contains(where: { $0.isUnused(for: Self.poolLifetime, at: now) }) else { return }
        pools = pools.filter { !$0.value.isUnused(for: Self.poolLifetime, at: now) }
    }
}
