import Logging
import Model
import Storage
import Vault

/// What an executor works with.
struct ExecutorServices: Sendable {
    let database: Database
    let vault: Vault
    let workflows: WorkflowStore
    let performer: ActionPerformer
    let connectors: ConnectorAvailability
    let clock: EngineClock
    let leaseDuration: Duration
    let logger: Logger

    func claim(_ limit: Int, owner: String, at now: Timestamp) async throws -> [Lease] {
        try await database.claim(RunLeaseStatement.self, owner: owner, until: now + leaseDuration, now: now, limit: limit)
    }

    /// What the leased runs are, each or why it cannot be read; and when the next row is due.
    func load(_ leases: [Lease]) async throws -> ([Result<RunRows, any Error>], nextDue: Timestamp?) {
        try await database.read { transaction in
            let rows = leases.map { lease in Result { try RunRows(RunID(stored: lease.id), in: transaction) } }
            return (rows, try transaction.first(RunStatement.nextDue)?.optionalTime(0))
        }
    }

    /// The group commit, patient where waiting may help: an outcome that is not stored would be work lost or done twice.
    func commit(_ body: @escaping @Sendable (WriteTransaction) throws -> Void) async throws {
        var attempt = 0
        while true {
            do {
                return try await database.commit(body)
            } catch let error as StorageError where error == .diskFull || error.mayPass && attempt < Self.patience {
                attempt += 1
                if attempt % Self.patience == 1 {
                    logger.warning("run not stored, trying again", metadata: ["error": "\(error)", "attempt": "\(attempt)"])
                }
                await clock.sleep(clock.now() + Self.pause)
            }
        }
    }

    /// 40 × 500 ms: two thirds of a lease of 30 s, so that what is stored late is still ours to store. A full disk is waited
    /// out however long it takes: taking a lease needs room, too, so nobody else can take the run meanwhile.
    private static let patience = 40
    private static let pause = Duration.milliseconds(500)
}

extension StorageError {
    fileprivate var mayPass: Bool {
        switch self {
        case .busy, .io: true
        default: false
        }
    }
}
