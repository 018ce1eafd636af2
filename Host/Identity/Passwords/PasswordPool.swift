import Dispatch
import Synchronization

/// The threads on which passwords are hashed: few, as each hash takes a core for a third of a second and 128 MiB; and never
/// those that run tasks.
final class PasswordPool: Sendable {
    private let threads: [DispatchQueue]
    private let limit: Int
    private let cost: PasswordCost
    private let dummy: PasswordHash
    /// Jobs that wait or run, and how many there ever were.
    private let state = Mutex((waiting: 0, total: 0))

    init(cost: PasswordCost, threads: Int = 2, queue: Int = 16) {
        self.cost = cost
        self.threads = (0..<threads).map { DispatchQueue(label: "patchbay.passwords.\($0)") }
        limit = threads + queue
        dummy = .dummy(cost: cost)
    }

    /// How many hashes were begun: what it costs to ask must not depend on who is asked for.
    var evaluations: Int { state.withLock { $0.total } }

    var isFull: Bool { state.withLock { $0.waiting >= limit } }

    /// The password's hash as text.
    func hash(_ password: String) async throws -> String {
        try await run { [cost] in try PasswordHash(of: password, cost: cost).text }
    }

    /// What a password proved.
    enum Verdict: Sendable {
        case wrong
        /// `better`: the hash with which to replace the stored one, as the cost has risen since.
        case right(better: String?)
    }

    /// Whether the password is the one that was stored; where none was, a hash is made all the same.
    func verify(_ password: String, _ stored: String?) async throws -> Verdict {
        let hash = stored.flatMap(PasswordHash.init(text:)) ?? dummy
        guard try await run({ try hash.isHash(of: password) }) else { return .wrong }
        guard hash.cost.work < cost.work else { return .right(better: nil) }
        return .right(better: try await self.hash(password))
    }

    private func run<Answer: Sendable>(_ job: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let thread = try enter()
        let isGivenUp = Atomic(false)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                thread.async {
                    // Who has hung up while waiting costs nothing more.
                    let result = Result { () throws in
                        guard !isGivenUp.load(ordering: .relaxed) else { throw CancellationError() }
                        return try job()
                    }
                    self.state.withLock { $0.waiting -= 1 }
                    continuation.resume(with: result)
                }
            }
        } onCancel: {
            isGivenUp.store(true, ordering: .relaxed)
        }
    }

    private func enter() throws -> DispatchQueue {
        try state.withLock { state throws(AccountError) in
            guard state.waiting < limit else { throw .busy }
            state.waiting += 1
            state.total += 1
            return threads[state.total % threads.count]
        }
    }
}
