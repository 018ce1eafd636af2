import GRDB

/// Copying the write-ahead log into the database, away from whoever commits.
///
/// A passive checkpoint runs beside the commits on a connection of its own and does the bulk. But it cannot start the log
/// anew while commits go on, so a log that has grown is then reset on the writer's thread, where little is left to copy.
struct Checkpoint {
    static let pageSize = 4096
    /// 32 MiB: the log is started anew.
    static let resetAtPages = 8192
    /// 256 MiB: without the service (a command line tool, a stuck one) the writer checkpoints itself.
    static let forcedAtPages = 65_536

    private let own: DatabaseQueue
    private let pool: DatabasePool

    init(pool: DatabasePool) throws {
        var configuration = Configuration()
        configuration.label = "checkpoint"
        own = try DatabaseQueue(path: pool.path, configuration: configuration)
        self.pool = pool
    }

    func run() async throws {
        let pages = try await Self.perform(.passive, on: own)
        if pages > Self.resetAtPages { try await reset() }
    }

    /// Leaves an empty log.
    func reset() async throws {
        _ = try await Self.perform(.truncate, on: pool)
    }

    /// - Returns: How many pages the log held; 0 when a reader or another checkpoint is in the way, which is for the next time.
    private static func perform(_ kind: GRDB.Database.CheckpointMode, on writer: some DatabaseWriter) async throws -> Int {
        do {
            return try await writer.writeWithoutTransaction { try $0.checkpoint(kind).walFrameCount }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return 0
        }
    }
}
