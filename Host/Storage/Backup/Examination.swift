import Glibc
import GRDB

/// What a copy of the database was found to be.
package struct CopyFacts: Sendable, Hashable {
    /// The number of its last migration.
    package let version: Int
    /// In bytes.
    package let size: Int
}

/// Reads a copy from end to end and holds that it is a whole database of this program. Blocks.
struct Examination {
    /// The name that faults are told of.
    let name: String
    let migrations: [Migration]

    /// - Parameter check: Looks at what the rows mean, and throws what it does not like.
    func run<Answer>(_ file: String, _ check: (CopyFacts, ReadTransaction) throws -> Answer) throws -> (CopyFacts, Answer) {
        do {
            return try DatabaseQueue(path: file, configuration: PageCopy.reading).read { database in
                let connection = Connection(database)
                let facts = CopyFacts(version: try version(connection), size: size(of: file))
                try holdWhole(connection)
                return (facts, try check(facts, ReadTransaction(connection: connection)))
            }
        } catch {
            throw describe(error)
        }
    }

    /// The names of the migrations tell our databases from others that happen to have such a table.
    private func version(_ connection: Connection) throws -> Int {
        let isThere = try !connection.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'", []).isEmpty
        guard isThere else { throw BackupError.foreign(file: name) }
        let applied = try connection.query("SELECT number, name FROM migrations ORDER BY number", []).map {
            (number: Int(try $0.integer(0)), name: try $0.text(1))
        }
        let supported = migrations.last?.number ?? 0
        guard let version = applied.last?.number else { throw BackupError.foreign(file: name) }
        let isOurs = zip(applied, migrations).allSatisfy { $0.number == $1.number && $0.name == $1.name }
        guard isOurs else { throw BackupError.foreign(file: name) }
        guard version <= supported else { throw BackupError.newer(file: name, version: version, supported: supported) }
        return version
    }

    private func holdWhole(_ connection: Connection) throws {
        let verdict = try connection.query("PRAGMA integrity_check(1)", []).first?.text(0) ?? "no answer"
        guard verdict == "ok" else { throw BackupError.damagedFile(file: name, verdict + ".") }
        if let orphan = try connection.query("PRAGMA foreign_key_check", []).first {
            throw BackupError.damagedFile(file: name, "A row of \(try orphan.text(0)) refers to one of \(try orphan.text(2)) that is not there.")
        }
    }

    private func size(of file: String) -> Int {
        var status = stat()
        return unsafe stat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    private func describe(_ error: any Error) -> any Error {
        if let error = error as? DatabaseError, error.resultCode == .SQLITE_NOTADB { return BackupError.foreign(file: name) }
        guard case .corrupt(let detail)? = StorageError.translating(error) as? StorageError else { return StorageError.translating(error) }
        return BackupError.damagedFile(file: name, detail)
    }
}
