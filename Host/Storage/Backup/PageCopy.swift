import GRDB

/// Copies a database page by page into a new file, in one consistent view, while others write.
///
/// The view is a read transaction, which keeps no writer waiting: what is committed meanwhile grows the write-ahead log until
/// the copy is done. Without it SQLite's backup would begin again after each commit of another process, and never end.
struct PageCopy {
    /// 4 MiB, each made durable before the next is read: a single sync of everything at the end would hold up the syncs of
    /// those who commit to the same disk.
    private static let step: CInt = 1024

    let source: String
    let target: NewFile

    func run() throws {
        let reader = try DatabaseQueue(path: source, configuration: Self.reading)
        let writer = try DatabaseQueue(path: target.temporary, configuration: Self.writing)
        try writer.writeWithoutTransaction { copy in
            try reader.read { database in
                // A transaction begins to see with its first statement.
                _ = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master")
                try database.backup(to: copy, pagesPerStep: Self.step) { _ in try target.sync() }
            }
        }
        try writer.close()
        try leaveLogMode()
    }

    /// The copy needs no log, and nobody who opens it should make one beside it: format versions 1 instead of 2 in the header
    /// say so (https://www.sqlite.org/fileformat2.html, section 1.3.3).
    private func leaveLogMode() throws {
        try target.write([1, 1], at: 18)
        try target.sync()
    }

    static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return configuration
    }

    /// A copy that is cut off is thrown away: it needs no journal, and is synced by us.
    static var writing: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF") }
        return configuration
    }
}
