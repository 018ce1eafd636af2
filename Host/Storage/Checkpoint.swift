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

    /// - Returns: How many pages the log held.
    @discardableResult
    func run() async throws -> Int {
        let pages = try await own.writeWithoutTransaction { try $0.checkpoint(.passive).walFrameCount }
        if pages > Self.resetAtPages { try await reset() }
        return pages
    }

    /// Leaves an empty log. Readers may hold on to the old one; then it is for the next time.
    func reset() async throws {
        do {
            try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        }
    }
}
