import Glibc
import GRDB
import Model
package import Logging

extension Database {
    /// Opens the database in a data folder, making both when they are not there, and brings its schema up to date.
    ///
    /// Throws ``StorageError/folder(_:)`` when the folder cannot be made or written, ``StorageError/inUse(folder:process:)`` while another process has the folder, and
    /// ``StorageError/newerDatabase(version:supported:)`` for a database that a newer version migrated.
    package static func open(
        folder: String, options: DatabaseOptions = .init(), migrations: [Migration] = Dialect.sqlite.migrations, logger: Logger
    ) async throws -> Database {
        try await BlockingWork.run {
            try DataFolder.prepare(folder)
            let lock = try InstanceLock(folder: folder)
            do {
                let path = folder + "/patchbay.db"
                Replacement(path: path).clearRemains()
                try createFile(path)
                let pool = try openPool(path, options: options)
                let migrator = Migrator(migrations: migrations, backups: BackupFolder(path: folder + "/backups"), logger: logger)
                try pool.writeWithoutTransaction { try migrator.migrate($0) }
                return Database(folder: folder, lock: lock, pool: pool, options: options, logger: logger)
            } catch {
                throw StorageError.translating(error)
            }
        }
    }

    /// SQLite gives its other files the mode of this one.
    private static func createFile(_ path: String) throws(StorageError) {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("create \(path)") }
        close(descriptor)
    }

    private static func openPool(_ path: String, options: DatabaseOptions) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = options.readers
        configuration.busyMode = .timeout(Double(options.busyTimeout.milliseconds) / 1000)
        configuration.prepareDatabase { database in
            // Counts only before the first table; on a file that has some it changes nothing.
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }
            try database.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // After the pool made the database a WAL one, which sets `synchronous` to NORMAL: commits that a power failure undoes.
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = \(Checkpoint.forcedAtPages)")
            try database.execute(sql: "PRAGMA journal_size_limit = \(Checkpoint.resetAtPages * Checkpoint.pageSize)")
            if let pages = options.maximumPages { try database.execute(sql: "PRAGMA max_page_count = \(pages)") }
        }
        return pool
    }
}
