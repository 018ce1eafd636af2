import Glibc
import GRDB
package import Logging
package import Model

/// The way back: a copy becomes the database of an installation that is not running.
package enum Restore {
    package struct Outcome<Finding: Sendable, Answer: Sendable>: Sendable {
        /// What the copy was.
        package let facts: CopyFacts
        /// Where the database went that was there before; nil when there was none.
        package let aside: String?
        /// What the check answered.
        package let finding: Finding
        /// What the changes answered.
        package let answer: Answer
    }

    /// Puts a copy of `file` in the place of the folder's database, brought up to date, and keeps the old one aside.
    ///
    /// Whatever fails, and however the process ends, the folder has its old database or the new one, whole. Throws
    /// ``StorageError/inUse(folder:process:)`` while a host runs on the folder.
    ///
    /// - Parameters:
    ///   - check: Looks at the copy before anything is changed, and throws what it does not like.
    ///   - changes: What is to be different in the new database; durable together with it.
    package static func run<Finding: Sendable, Answer: Sendable>(
        _ file: String, into folder: String, migrations: [Migration] = Dialect.sqlite.migrations, at time: Timestamp = .now,
        logger: Logger, check: @escaping @Sendable (CopyFacts, ReadTransaction) throws -> Finding,
        changes: @escaping @Sendable (WriteTransaction) throws -> Answer
    ) async throws -> Outcome<Finding, Answer> {
        try await BlockingWork.run {
            guard unsafe access(file, R_OK) == 0 else {
                throw BackupError.unreadable(file: file, unsafe String(cString: strerror(errno)) + ".")
            }
            try DataFolder.prepare(folder)
            let lock = try InstanceLock(folder: folder)
            defer { withExtendedLifetime(lock) {} }
            let replacement = Replacement(path: folder + "/patchbay.db")
            replacement.clearRemains()
            return try NewFile.write(by: replacement.temporary) { new in
                try copy(file, to: new)
                let (facts, finding) = try Examination(name: file, migrations: migrations).run(new.temporary, check)
                let answer = try change(new, Migrator(migrations: migrations, backups: nil, logger: logger), changes)
                return Outcome(facts: facts, aside: try replacement.put(new, at: time), finding: finding, answer: answer)
            }
        }
    }

    private static func copy(_ file: String, to new: NewFile) throws {
        do {
            try PageCopy(source: file, target: new).run()
        } catch {
            if let error = error as? DatabaseError, error.resultCode == .SQLITE_NOTADB { throw BackupError.foreign(file: file) }
            guard case .corrupt(let detail)? = StorageError.translating(error) as? StorageError else { throw StorageError.translating(error) }
            throw BackupError.damagedFile(file: file, detail)
        }
    }

    private static func change<Answer>(
        _ new: NewFile, _ migrator: Migrator, _ changes: (WriteTransaction) throws -> Answer
    ) throws -> Answer {
        do {
            let queue = try DatabaseQueue(path: new.temporary, configuration: PageCopy.writing)
            let answer = try queue.writeWithoutTransaction { database in
                try migrator.migrate(database)
                let connection = Connection(database)
                return try connection.inTransaction { try changes(WriteTransaction(connection: connection)) }
            }
            try queue.close()
            return answer
        } catch {
            throw StorageError.translating(error)
        }
    }
}
