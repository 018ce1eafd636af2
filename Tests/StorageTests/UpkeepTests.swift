import FoundationEssentials
import Logging
import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct UpkeepTests {
    @Test func `shutdown leaves an empty log and every row in the database file`() async throws {
        try await withNotes { database in
            for id in 1...100 { try await database.addNote(id, "note \(id)") }
            #expect(try size(of: "patchbay.db-wal", in: database) > 0)
            try await database.foldLog()
            #expect(try size(of: "patchbay.db-wal", in: database) == 0)
            #expect(try await database.noteTexts.count == 100)
        }
    }

    @Test func `while rows keep coming the log is started anew`() async throws {
        var options = DatabaseOptions()
        options.checkpointInterval = .milliseconds(5)
        try await withNotes(options) { database in
            let upkeep = Task { try await database.run() }
            let text = String(repeating: "x", count: 100_000)
            // 80 MB, more than twice what the log may hold.
            for id in 1...800 { try await database.addNote(id, text + "\(id)") }
            #expect(try size(of: "patchbay.db-wal", in: database) < 60_000_000)
            upkeep.cancel()
            try await upkeep.value
        }
    }

    @Test func `pages freed by deletions go back to the disk`() async throws {
        var options = DatabaseOptions()
        options.checkpointInterval = .milliseconds(1)
        try await withNotes(options) { database in
            let text = String(repeating: "x", count: 1 << 20)
            try await database.write { transaction in
                for id in 1...40 { try transaction.execute(Notes.insert, .integer(Int64(id)), .text(text + "\(id)")) }
            }
            try await database.write { try $0.execute(Notes.removeAll) }
            let free = try #require(try await database.pragma("freelist_count"))
            #expect(free > 8_000)
            let upkeep = Task { try await database.run() }
            while try await database.pragma("freelist_count") ?? 0 > 4_096 { await Task.yield() }
            upkeep.cancel()
            try await upkeep.value
        }
    }

    func size(of file: String, in database: Database) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: "\(database.folder)/\(file)")[.size] as? Int ?? 0
    }
}
