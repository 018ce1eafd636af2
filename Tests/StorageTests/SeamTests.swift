import Model
import Storage
import Testing

@Suite struct SeamTests {
    @Test(arguments: [
        Value.null, 0, .integer(.min), .integer(.max), "", "x", "π 🎹", .blob([]), .blob([0, 255]), .blob(Array(repeating: 7, count: 1 << 20)),
    ])
    func `a value comes back as it was stored`(value: Value) async throws {
        try await withNotes { database in
            let row = try #require(try await database.read { try $0.first(Probe(rawValue: "SELECT ?1"), value) })
            let answer: Value =
                switch value {
                case .null: try .optional(row.optionalText(0))
                case .integer: try .optional(row.optionalInteger(0))
                case .text: try .optional(row.optionalText(0))
                case .blob: try .optional(row.optionalBlob(0))
                }
            #expect(answer == value)
        }
    }

    @Test func `a column of another kind is an error, not a guess`() async throws {
        try await withNotes { database in
            let row = try #require(try await database.read { try $0.first(Probe(rawValue: "SELECT 'text', NULL")) })
            #expect(throws: StorageError.self) { try row.integer(0) }
            #expect(throws: StorageError.self) { try row.text(1) }
            #expect(throws: StorageError.self) { try row.text(2) }
            #expect(try row.optionalText(1) == nil)
        }
    }

    @Test func `a text with U+0000 is refused`() async throws {
        try await withNotes { database in
            await #expect(throws: StorageError.invalidText) { try await database.addNote(1, "a\0b") }
        }
    }

    @Test func `a statement needs exactly its parameters`() async throws {
        try await withNotes { database in
            await #expect(throws: StorageError.self) { try await database.write { try $0.execute(Notes.insert, 1) } }
            await #expect(throws: StorageError.self) { try await database.write { try $0.execute(Notes.insert, 1, "a", "b") } }
        }
    }

    @Test(arguments: [
        (Probe(rawValue: "INSERT INTO notes VALUES (1, 'other')"), StorageError.Constraint.unique),
        (Probe(rawValue: "INSERT INTO notes VALUES (2, 'first')"), .unique),
        (Probe(rawValue: "INSERT INTO notes VALUES (2, NULL)"), .notNull),
        (Probe(rawValue: "INSERT INTO notes VALUES (2, '')"), .check),
        (Probe(rawValue: "INSERT INTO comments VALUES (9, 'of nothing')"), .foreignKey),
    ])
    func `a broken rule is named`(statement: Probe, constraint: StorageError.Constraint) async throws {
        try await withNotes { database in
            try await database.addNote(1, "first")
            let error = try #require(await #expect(throws: StorageError.self) { try await database.commit { try $0.execute(statement) } })
            guard case .constraint(constraint, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `a write that throws leaves nothing`() async throws {
        struct Refusal: Error {}
        try await withNotes { database in
            await #expect(throws: Refusal.self) {
                try await database.write {
                    try $0.execute(Notes.insert, 1, "a")
                    throw Refusal()
                }
            }
            let texts = try await database.noteTexts
            #expect(texts == [])
        }
    }

    @Test func `an execution answers how many rows it changed`() async throws {
        try await withNotes { database in
            try await database.addNote(1, "a")
            let counts = try await database.write { [try $0.execute(Notes.append, 1, "!"), try $0.execute(Notes.append, 2, "!")] }
            #expect(counts == [1, 0])
        }
    }

    @Test func `the file is made as the rules say`() async throws {
        try await withNotes { database in
            #expect(try await database.pragma("synchronous") == 2)
            #expect(try await database.pragma("auto_vacuum") == 2)
            #expect(try await database.pragma("foreign_keys") == 1)
            let mode = try await database.write { try $0.first(Probe(rawValue: "PRAGMA journal_mode"))?.text(0) }
            #expect(mode == "wal")
        }
    }
}
