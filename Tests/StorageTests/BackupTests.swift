import FoundationEssentials
import Glibc
import Logging
import Storage
import Testing

@Suite(.timeLimit(.minutes(2))) struct BackupTests {
    @Test func `a backup made while others write has every row acknowledged before, and no half change`() async throws {
        try await withWriters { database, acknowledged in
            while acknowledged.count < 500 { await Task.yield() }
            let before = acknowledged.all
            let copy = database.folder + "-copy.db"
            defer { unsafe unlink(copy) }
            let (facts, content) = try await Backup.make(of: database.folder, to: copy, migrations: [Notes.migration]) { _, transaction in
                (
                    notes: try transaction.query(Notes.ids).map { try $0.integer(0) },
                    comments: try transaction.query(Notes.commented).map { try $0.integer(0) }
                )
            }
            #expect(facts.version == 1)
            #expect(before.subtracting(content.notes) == [])
            #expect(content.notes == content.comments, "a note and its comment are one change")
        }
    }

    @Test func `a backup is one private file that needs nothing beside it`() async throws {
        try await withNotes { database in
            try await database.addNote(1, "kept")
            try await withTemporaryFolder { folder in
                let facts = try await backUp(database, to: folder + "/copy.db")
                try expectNames(["copy.db"], in: folder)
                let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/copy.db")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                #expect(attributes[.size] as? Int == facts.size)
                // Who opens it makes no log beside it either.
                _ = try await Backup.make(of: try await asInstallation(folder + "/copy.db"), to: folder + "/again.db", migrations: [Notes.migration]) { _, _ in }
                try expectNames(["again.db", "copy.db", "data"], in: folder)
                try expectNames(["patchbay.db"], in: folder + "/data")
            }
        }
    }

    @Test func `a file that exists is replaced only by force`() async throws {
        try await withNotes { database in
            try await withTemporaryFolder { folder in
                let path = folder + "/copy.db"
                try PrivateFile.write([1], to: path)
                await #expect(throws: BackupError.exists(file: path)) { try await backUp(database, to: path) }
                #expect(try PrivateFile.read(path) == [1])
                try await backUp(database, to: path, replacing: true)
                #expect(try PrivateFile.read(path, limit: 1 << 20)?.starts(with: "SQLite format 3".utf8) == true)
                try expectNames(["copy.db"], in: folder)
            }
        }
    }

    @Test func `a backup beside the database, over a folder, or in none, is refused`() async throws {
        try await withNotes { database in
            for path in ["/copy.db", "/patchbay.db", "/patchbay.db-wal"] {
                try await expectRefusal("Name a file in another folder") { _ = try await backUp(database, to: database.folder + path, replacing: true) }
            }
            try await expectRefusal("There is no folder") { _ = try await backUp(database, to: database.folder + "/none/copy.db") }
            try await expectRefusal("no regular file") { _ = try await backUp(database, to: "/tmp", replacing: true) }
        }
    }

    @Test func `a folder without a database is named`() async throws {
        try await withTemporaryFolder { folder in
            await #expect(throws: BackupError.noDatabase(folder: folder)) {
                try await Backup.make(of: folder, to: folder + "/copy.db", migrations: [Notes.migration]) { _, _ in }
            }
            try expectNames([], in: folder)
        }
    }

    @Test func `a damaged database gives no backup`() async throws {
        try await withDamagedNotes { source in
            try await withTemporaryFolder { folder in
                try await expectRefusal("is damaged") {
                    _ = try await Backup.make(of: source, to: folder + "/copy.db", migrations: [Notes.migration]) { _, _ in }
                }
                try expectNames([], in: folder)
            }
        }
    }

    @Test func `what a check does not like is not kept`() async throws {
        struct Dislike: Error {}
        try await withNotes { database in
            try await withTemporaryFolder { folder in
                await #expect(throws: Dislike.self) {
                    try await Backup.make(of: database.folder, to: folder + "/copy.db", migrations: [Notes.migration]) { _, _ in throw Dislike() }
                }
                try expectNames([], in: folder)
            }
        }
    }

    @Test func `what a backup left that was killed is no obstacle, and one under way is`() async throws {
        try await withNotes { database in
            try await withTemporaryFolder { folder in
                let path = folder + "/copy.db"
                try PrivateFile.write(Array(repeating: 7, count: 100_000), to: path + ".half")
                unsafe rename(path + ".half", path + ".new")
                let descriptor = unsafe open(path + ".new", O_RDWR)
                flock(descriptor, LOCK_EX)
                await #expect(throws: BackupError.underWay(file: path)) { try await backUp(database, to: path) }
                close(descriptor)
                try await backUp(database, to: path)
                try expectNames(["copy.db"], in: folder)
            }
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root mounts file systems"))
    func `a full disk is named and nothing stays on it`() async throws {
        try await withNotes { database in
            let text = String(repeating: "x", count: 100_000)
            for id in 1...40 { try await database.addNote(id, text + "\(id)") }
            try await withTemporaryFolder { folder in
                guard unsafe mount("tmpfs", folder, "tmpfs", 0, "size=2m") == 0 else { return }
                defer { unsafe umount(folder) }
                let path = folder + "/copy.db"
                await #expect(throws: BackupError.diskFull(file: path)) { try await backUp(database, to: path) }
                try expectNames([], in: folder)
            }
        }
    }

    func expectRefusal(_ part: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("nothing was refused")
        } catch let error as BackupError {
            let sentence = "\(error)"
            #expect(sentence.contains(part))
        }
    }

    @discardableResult
    func backUp(_ database: Database, to path: String, replacing: Bool = false) async throws -> CopyFacts {
        try await Backup.make(of: database.folder, to: path, replacing: replacing, migrations: [Notes.migration]) { _, _ in }.facts
    }

    /// A data folder beside the copy, which has the copy as its database.
    func asInstallation(_ copy: String) async throws -> String {
        let folder = copy.replacing("copy.db", with: "data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: copy, toPath: folder + "/patchbay.db")
        return folder
    }
}

func expectNames(_ expected: [String], in folder: String, _ location: SourceLocation = #_sourceLocation) throws {
    let found = try names(in: folder)
    #expect(found == expected, sourceLocation: location)
}

func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}
