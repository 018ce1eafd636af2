import FoundationEssentials
import Glibc
import Logging
import Model
import Storage
import Testing

@Suite(.timeLimit(.minutes(2))) struct RestoreTests {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let time = Timestamp(milliseconds: 1_700_000_000_000)

    /// A folder with a backup of the note “then” and a data folder whose database has gone on to “now”.
    func withBackup(_ body: (_ folder: String, _ copy: String, _ data: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let (copy, data) = (folder + "/copy.db", folder + "/data")
            do {
                let database = try await open(data)
                try await database.addNote(1, "then")
                _ = try await Backup.make(of: data, to: copy, migrations: [Notes.migration]) { _, _ in }
                try await database.addNote(2, "now")
            }
            try await body(folder, copy, data)
        }
    }

    @Test func `a restored database has what the backup has, and the old one is kept whole`() async throws {
        try await withBackup { folder, copy, data in
            let outcome = try await restore(copy, into: data)
            #expect(outcome.aside == data + "/patchbay.db.before-restore-1700000000000")
            #expect(try await texts(in: data) == ["then"])
            try FileManager.default.createDirectory(atPath: folder + "/old", withIntermediateDirectories: false)
            let aside = try #require(outcome.aside)
            unsafe rename(aside, folder + "/old/patchbay.db")
            #expect(try await texts(in: folder + "/old") == ["then", "now"])
        }
    }

    @Test func `an installation can be made anew from a backup`() async throws {
        try await withBackup { folder, copy, _ in
            let outcome = try await restore(copy, into: folder + "/new/data")
            #expect(outcome.aside == nil)
            #expect(try await texts(in: folder + "/new/data") == ["then"])
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/new/data/patchbay.db")[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `nothing is restored under a running host`() async throws {
        try await withBackup { _, copy, data in
            let database = try await open(data)
            await #expect(throws: StorageError.inUse(folder: data, process: getpid())) { try await restore(copy, into: data) }
            #expect(try await database.noteTexts == ["then", "now"])
        }
    }

    @Test func `what is no backup is refused and changes nothing`() async throws {
        try await withBackup { folder, copy, data in
            let other = folder + "/other"
            await #expect(throws: BackupError.unreadable(file: other, "No such file or directory.")) { try await restore(other, into: data) }
            for content in ["", "a letter to somebody, long enough to be taken for a file of some other program"] {
                try PrivateFile.write(Array(content.utf8), to: other)
                await #expect(throws: BackupError.foreign(file: other)) { try await restore(other, into: data) }
            }
            let stranger = [Migration(number: 1, name: "stranger", sql: "CREATE TABLE strangers (id INTEGER)")]
            await #expect(throws: BackupError.foreign(file: copy)) { try await restore(copy, into: data, migrations: stranger) }
            await #expect(throws: BackupError.newer(file: copy, version: 1, supported: 0)) { try await restore(copy, into: data, migrations: []) }
            #expect(try names(in: data).filter { $0.contains("restor") } == [])
            try await expectUnchanged(data)
        }
    }

    @Test func `a damaged backup is refused and changes nothing`() async throws {
        try await withDamagedNotes { source in
            try await withBackup { _, _, data in
                let error = await #expect(throws: BackupError.self) { try await restore(source + "/patchbay.db", into: data) }
                guard case .damagedFile = try #require(error) else { throw try #require(error) }
                try await expectUnchanged(data)
            }
        }
    }

    @Test func `what the check refuses changes nothing`() async throws {
        struct Dislike: Error {}
        try await withBackup { _, copy, data in
            await #expect(throws: Dislike.self) {
                try await Restore.run(copy, into: data, migrations: [Notes.migration], logger: logger) { _, _ in throw Dislike() } changes: { _ in }
            }
            try await expectUnchanged(data)
        }
    }

    @Test func `a backup of an older version is brought up to date, and then changed`() async throws {
        try await withBackup { _, copy, data in
            let more = Migration(number: 2, name: "more", sql: "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")
            let outcome = try await Restore.run(copy, into: data, migrations: [Notes.migration, more], logger: logger) { _, _ in
            } changes: { transaction in
                try transaction.execute(Probe(rawValue: "INSERT INTO more (id) VALUES (5)"))
            }
            #expect(outcome.facts.version == 1)
            #expect(outcome.answer == 1)
            let database = try await open(data, [Notes.migration, more])
            #expect(try await database.read { try $0.first(Probe(rawValue: "SELECT id FROM more"))?.integer(0) } == 5)
            #expect(try names(in: data).contains("backups") == false)
        }
    }

    @Test func `a damaged database is replaced, and set aside with its log`() async throws {
        try await withBackup { _, copy, data in
            try PrivateFile.write(Array(repeating: 0x5A, count: 8192), to: data + "/patchbay.db")
            try PrivateFile.write([1, 2, 3], to: data + "/patchbay.db-wal")
            let aside = try #require(try await restore(copy, into: data).aside)
            #expect(try PrivateFile.read(aside, limit: 8192)?.count == 8192)
            #expect(try PrivateFile.read(aside + "-wal") == [1, 2, 3])
            #expect(try await texts(in: data) == ["then"])
        }
    }

    @Test func `a log without its database is not applied to the new one`() async throws {
        try await withBackup { folder, copy, data in
            // A database whose process died keeps its log: notes 1 and 2 are in it.
            try FileManager.default.createDirectory(atPath: folder + "/new", withIntermediateDirectories: false)
            do {
                let database = try await open(data)
                try await database.addNote(3, "in the log")
                try FileManager.default.copyItem(atPath: data + "/patchbay.db-wal", toPath: folder + "/new/patchbay.db-wal")
            }
            try await restore(copy, into: folder + "/new")
            #expect(try await texts(in: folder + "/new") == ["then"])
            #expect(try names(in: folder + "/new").contains("patchbay.db.before-restore-1700000000000-wal"))
        }
    }

    @Test func `a restore is not made while somebody reads the database`() async throws {
        try await withBackup { folder, copy, data in
            // Opened by another name, it has the file open but not the folder's lock, as a database tool has.
            let alias = folder + "/alias"
            try FileManager.default.createDirectory(atPath: alias, withIntermediateDirectories: false)
            unsafe symlink(data + "/patchbay.db", alias + "/patchbay.db")
            do {
                let reader = try await open(alias)
                await #expect(throws: BackupError.inUse(folder: data)) { try await restore(copy, into: data) }
                #expect(try await reader.noteTexts == ["then", "now"])
            }
            try await expectUnchanged(data)
        }
    }

    @Test func `the second name that a killed restore left is gone at the next start`() async throws {
        try await withBackup { _, _, data in
            let path = data + "/patchbay.db"
            unsafe link(path, path + ".before-restore-5")
            try PrivateFile.write([1], to: path + ".restoring")
            try PrivateFile.write([2], to: path + ".before-restore-4")
            try await expectUnchanged(data)
            #expect(try names(in: data).filter { $0.contains("restor") } == ["patchbay.db.before-restore-4"])
        }
    }

    func open(_ folder: String, _ migrations: [Migration] = [Notes.migration]) async throws -> Database {
        try await .open(folder: folder, migrations: migrations, logger: logger)
    }

    func texts(in folder: String) async throws -> [String] {
        try await open(folder).noteTexts
    }

    func expectUnchanged(_ data: String, _ location: SourceLocation = #_sourceLocation) async throws {
        let texts = try await texts(in: data)
        #expect(texts == ["then", "now"], sourceLocation: location)
    }

    @discardableResult
    func restore(
        _ file: String, into folder: String, migrations: [Migration] = [Notes.migration]
    ) async throws -> Restore.Outcome<Void, Void> {
        try await Restore.run(file, into: folder, migrations: migrations, at: time, logger: logger) { _, _ in } changes: { _ in }
    }
}
