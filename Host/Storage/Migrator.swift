import GRDB
import Logging
import Model

/// Brings the schema up to the newest migration, at start.
struct Migrator {
    let migrations: [Migration]
    /// Nil for a database that is a copy itself.
    let backups: BackupFolder?
    let logger: Logger

    /// All pending migrations happen in one transaction, after a backup of a database that is not new.
    func migrate(_ database: GRDB.Database) throws {
        let connection = Connection(database)
        let version = try version(of: connection)
        let supported = migrations.last?.number ?? 0
        guard version <= supported else { throw StorageError.newerDatabase(version: version, supported: supported) }
        let pending = migrations.filter { $0.number > version }
        guard !pending.isEmpty else { return }
        if version > 0, let backups {
            let path = try backups.back(up: connection, version: version)
            logger.info("backed up the database before its migration", metadata: ["backup": "\(path)"])
        }
        try connection.inTransaction { for migration in pending { try apply(migration, to: database) } }
        logger.info("migrated the database", metadata: ["from": "\(version)", "to": "\(supported)"])
    }

    private static let createTable =
        "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"

    private func version(of connection: Connection) throws(StorageError) -> Int {
        try connection.control(Self.createTable)
        return Int(try connection.query(MigrationStatement.version.rawValue, []).first?.optionalInteger(0) ?? 0)
    }

    private func apply(_ migration: Migration, to database: GRDB.Database) throws {
        try database.execute(sql: migration.sql)
        try WriteTransaction(connection: Connection(database)).execute(
            MigrationStatement.record, .integer(Int64(migration.number)), .text(migration.name), .time(.now))
    }
}

/// The table that says which migrations a database has seen.
package enum MigrationStatement: String, StatementSet {
    case version = "SELECT MAX(number) FROM migrations"
    case record = "INSERT INTO migrations (number, name, applied_at) VALUES (?1, ?2, ?3)"
}
