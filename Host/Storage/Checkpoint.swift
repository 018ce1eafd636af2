import GRDB
import Model

/// Copying the write-ahead log into the database, away from whoever commits.
///
/// A passive checkpoint runs beside the commits on a connection of its own and does the bulk. But it cannot start the log
/// anew while commits go on, so a log that has grown is then reset on the writer's thread, where little is left to copy.
struct Checkpoint {
    static let pageSize = 4096
    /// 32 MiB: the log is started anew.
    static let resetAtPages = 8192
    /// 16 MiB at the most are copied while the writers wait.
    static let copiedAtReset = 4096
    /// Milliseconds for which the writers wait for readers before a reset is put off.
    private static let patience = 100
    /// 256 MiB: without the service (a command line tool, a stuck one) the writer checkpoints itself.
    static let forcedAtPages = 65_536

    private let own: DatabaseQueue
    private let pool: DatabasePool
    private let busyTimeout: Duration

    init(pool: DatabasePool, busyTimeout: Duration) throws {
        var configuration = Configuration()
        configuration.label = "checkpoint"
        own = try DatabaseQueue(path: pool.path, configuration: configuration)
        self.pool = pool
        self.busyTimeout = busyTimeout
    }

    func run() async throws {
        let log = try await Self.ignoringBusy { try await own.writeWithoutTransaction { try $0.checkpoint(.passive) } }
        guard let log, log.walFrameCount > Self.resetAtPages else { return }
        // A long reader, such as a backup, needs the log as it is: the writers are not made to wait for its end.
        if log.walFrameCount - log.checkpointedFrameCount < Self.copiedAtReset { try await reset() }
    }

    /// Leaves an empty log, unless a reader is in the way for longer than a moment: then it is for the next time.
    func reset() async throws {
        _ = try await Self.ignoringBusy {
            try await pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA busy_timeout = \(Self.patience)")
                defer { try? database.execute(sql: "PRAGMA busy_timeout = \(busyTimeout.milliseconds)") }
                return try database.checkpoint(.truncate)
            }
        }
    }

    /// Nil when a reader or another checkpoint is in the way.
    private static func ignoringBusy<Answer>(_ body: () async throws -> Answer) async throws -> Answer? {
        do {
            return try await body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return nil
        }
    }
}
