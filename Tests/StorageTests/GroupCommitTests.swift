import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
    struct Refusal: Error {}

    /// Runs `bodies` in one batch, in order: they queue up behind a commit that waits for them.
    func inOneBatch(_ database: Database, _ bodies: [@Sendable (WriteTransaction) throws -> Void]) async throws -> [Result<Void, any Error>] {
        let (gate, entered) = (Gate(), AsyncStream<Void>.makeStream())
        async let blocker: Void = database.commit { _ in
            entered.continuation.yield()
            gate.wait()
        }
        for await _ in entered.stream { break }
        var callers: [Task<Void, any Error>] = []
        for body in bodies {
            callers.append(Task { try await database.commit(body) })
            await database.hasQueued(callers.count)
        }
        gate.open()
        try await blocker
        var results: [Result<Void, any Error>] = []
        for caller in callers { results.append(await caller.result) }
        return results
    }

    @Test func `an answer is the closure's`() async throws {
        try await withNotes { database in
            let changed = try await database.commit { try $0.execute(Notes.insert, 1, "a") }
            #expect(changed == 1)
        }
    }

    @Test func `a failing closure loses only its own changes`() async throws {
        try await withNotes { database in
            let results = try await inOneBatch(database, [
                { try $0.execute(Notes.insert, 1, "first") },
                {
                    try $0.execute(Notes.insert, 2, "lost")
                    throw Refusal()
                },
                { try $0.execute(Notes.insert, 1, "duplicate") },
                { try $0.execute(Notes.insert, 3, "last") },
            ])
            #expect(results.map { (try? $0.get()) != nil } == [true, false, false, true])
            #expect(throws: Refusal.self) { try results[1].get() }
            #expect(throws: StorageError.self) { try results[2].get() }
            #expect(try await database.noteTexts == ["first", "last"])
        }
    }

    @Test func `a closure that swallows an error keeps what it did`() async throws {
        try await withNotes { database in
            let results = try await inOneBatch(database, [
                {
                    try $0.execute(Notes.insert, 1, "a")
                    _ = try? $0.execute(Notes.insert, 1, "b")
                },
                { try $0.execute(Notes.insert, 2, "c") },
            ])
            #expect(results.allSatisfy { (try? $0.get()) != nil })
            #expect(try await database.noteTexts == ["a", "c"])
        }
    }

    @Test(arguments: [false, true])
    func `closures run in the order of arrival and see each other`(oneFails: Bool) async throws {
        try await withNotes { database in
            let digits: [@Sendable (WriteTransaction) throws -> Void] = (1...9).map { digit in
                { try $0.execute(Notes.append, 1, .text("\(digit)")) }
            }
            let failing: [@Sendable (WriteTransaction) throws -> Void] = oneFails ? [{ _ in throw Refusal() }] : []
            _ = try await inOneBatch(database, [{ try $0.execute(Notes.insert, 1, "0") }] + digits + failing)
            #expect(try await database.noteTexts == ["0123456789"])
        }
    }

    @Test func `a caller that is cancelled while it waits changes nothing`() async throws {
        try await withNotes { database in
            let (gate, entered) = (Gate(), AsyncStream<Void>.makeStream())
            async let blocker: Void = database.commit { _ in
                entered.continuation.yield()
                gate.wait()
            }
            for await _ in entered.stream { break }
            let waiting = Task { try await database.addNote(1, "cancelled") }
            await database.hasQueued(1)
            waiting.cancel()
            // It answers while the batch before is still held.
            await #expect(throws: CancellationError.self) { try await waiting.value }
            gate.open()
            try await blocker
            #expect(try await database.noteTexts == [])
        }
    }

    @Test func `a caller whose batch has begun gets the true outcome, cancelled or not`() async throws {
        try await withNotes { database in
            let (gate, entered) = (Gate(), AsyncStream<Void>.makeStream())
            let running = Task {
                try await database.commit { transaction in
                    entered.continuation.yield()
                    gate.wait()
                    return try transaction.execute(Notes.insert, 1, "kept")
                }
            }
            for await _ in entered.stream { break }
            running.cancel()
            gate.open()
            let changed = try await running.value
            #expect(changed == 1)
            #expect(try await database.noteTexts == ["kept"])
        }
    }

    @Test func `callers beyond the limit of the queue are refused, those within are served`() async throws {
        var options = DatabaseOptions()
        options.queueLimit = 2
        try await withNotes(options) { database in
            let (gate, entered) = (Gate(), AsyncStream<Void>.makeStream())
            async let blocker: Void = database.commit { _ in
                entered.continuation.yield()
                gate.wait()
            }
            for await _ in entered.stream { break }
            async let first: Void = database.addNote(1, "first")
            async let second: Void = database.addNote(2, "second")
            await database.hasQueued(2)
            let error = await #expect(throws: StorageError.self) { try await database.addNote(3, "third") }
            #expect(error == .busy("2 changes wait to be stored already."))
            gate.open()
            _ = try await (blocker, first, second)
            #expect(try await database.noteTexts == ["first", "second"])
        }
    }

    @Test func `a full disk fails everybody in the batch, and the database goes on`() async throws {
        var options = DatabaseOptions()
        options.maximumPages = 64
        try await withNotes(options) { database in
            let large = String(repeating: "x", count: 1 << 20)
            let results = try await inOneBatch(database, [
                { try $0.execute(Notes.insert, 1, "small") },
                {
                    _ = try? $0.execute(Notes.insert, 2, .text(large))
                    _ = try? $0.execute(Notes.insert, 5, "after the failure")
                },
                { try $0.execute(Notes.insert, 3, "small too") },
            ])
            for result in results { #expect(throws: StorageError.diskFull) { try result.get() } }
            let none = try await database.noteTexts
            #expect(none == [])
            try await database.addNote(4, "fits")
            let one = try await database.noteTexts
            #expect(one == ["fits"])
        }
    }

    @Test func `thousands of callers are all served`() async throws {
        var options = DatabaseOptions()
        options.batchLimit = 100
        try await withNotes(options) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...5_000 { group.addTask { try await database.addNote(id, "note \(id)") } }
                try await group.waitForAll()
            }
            let count = try await database.read { try $0.first(Notes.count)?.integer(0) }
            #expect(count == 5_000)
        }
    }

    @Test func `neither waiting writers nor waiting readers hold up other tasks`() async throws {
        try await withNotes { database in
            let gate = Gate()
            // More waiting closures than there are threads for tasks; the task that opens the gate still runs.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await database.read { _ in gate.wait() } }
                }
                group.addTask { try await database.commit { _ in gate.wait() } }
                group.addTask { for _ in 0..<5 { gate.open() } }
                try await group.waitForAll()
            }
        }
    }
}

extension Database {
    /// Returns when that many callers wait for the next batch.
    func hasQueued(_ count: Int) async {
        while queuedCommits < count { await Task.yield() }
    }
}
