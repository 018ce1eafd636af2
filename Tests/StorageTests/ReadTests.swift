import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReadTests {
    @Test func `a read that runs too long is interrupted`() async throws {
        var options = DatabaseOptions()
        options.readLimit = .milliseconds(50)
        try await withNotes(options) { database in
            await #expect(throws: StorageError.readTooLong(.milliseconds(50))) {
                try await database.read { try $0.query(Notes.endless) }
            }
            // The connection serves the next reader.
            let texts = try await database.noteTexts
            #expect(texts == [])
        }
    }

    @Test func `a read whose own computing took too long gets no further statement`() async throws {
        var options = DatabaseOptions()
        options.readLimit = .milliseconds(20)
        try await withNotes(options) { database in
            await #expect(throws: StorageError.readTooLong(.milliseconds(20))) {
                try await database.read { transaction in
                    _ = try transaction.query(Notes.count)
                    let end = ContinuousClock.now + .milliseconds(40)
                    while ContinuousClock.now < end {}
                    return try transaction.query(Notes.count)
                }
            }
        }
    }

    @Test func `a cancelled read ends at once`() async throws {
        try await withNotes { database in
            let entered = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await database.read { transaction in
                    entered.continuation.yield()
                    _ = try transaction.query(Notes.endless)
                }
            }
            for await _ in entered.stream { break }
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
        }
    }

    @Test func `a read sees one moment, whatever is committed meanwhile`() async throws {
        try await withNotes { database in
            try await database.addNote(1, "before")
            let (gate, entered) = (Gate(), AsyncStream<Void>.makeStream())
            async let counts = database.read { transaction in
                let first = try transaction.first(Notes.count)?.integer(0)
                entered.continuation.yield()
                gate.wait()
                return [first, try transaction.first(Notes.count)?.integer(0)]
            }
            for await _ in entered.stream { break }
            try await database.addNote(2, "meanwhile")
            gate.open()
            #expect(try await counts == [1, 1])
            #expect(try await database.noteTexts == ["before", "meanwhile"])
        }
    }

    @Test func `a reader cannot write`() async throws {
        try await withNotes { database in
            await #expect(throws: StorageError.self) { try await database.read { try $0.query(Notes.insert, 1, "a") } }
        }
    }
}
