import Storage
import Testing

@Suite struct CommitRiderTests {
    struct Refusal: Error {}

    /// Adds a note that names what the commit was about.
    private func rider() -> CommitRider {
        CommitRider { transaction, subject in try transaction.execute(Notes.insert, .integer(100), .text("rider: \(subject ?? "-")")) }
    }

    @Test(arguments: [true, false])
    func `what rides is stored with the first commit and never again`(isGroupCommit: Bool) async throws {
        try await withNotes { database in
            let rider = rider()
            try await rider.ride {
                CommitRider.concern("a")
                for number in [1, 200] as [Int64] {
                    let note: @Sendable (WriteTransaction) throws -> Void = { try $0.execute(Notes.insert, .integer(number), .text("\(number)")) }
                    if isGroupCommit { try await database.commit(note) } else { try await database.write(note) }
                }
            }
            #expect(rider.hasArrived)
            #expect(rider.subject == "a")
            #expect(try await database.noteTexts == ["1", "rider: a", "200"])
        }
    }

    @Test func `a commit that fails stores nothing of what rides, which waits for the next`() async throws {
        try await withNotes { database in
            let rider = rider()
            try await rider.ride {
                let refused: Void? = try? await database.commit { transaction in
                    try transaction.execute(Notes.insert, 1, "refused")
                    throw Refusal()
                }
                #expect(refused == nil)
                #expect(!rider.hasArrived)
                try await database.addNote(2, "kept")
            }
            #expect(try await database.noteTexts == ["kept", "rider: -"])
        }
    }

    @Test func `what rides and fails takes the commit with it`() async throws {
        try await withNotes { database in
            let rider = CommitRider { _, _ in throw Refusal() }
            let refused: Void? = try? await rider.ride { try await database.addNote(1, "lost") }
            #expect(refused == nil)
            #expect(!rider.hasArrived)
            let texts = try await database.noteTexts
            #expect(texts == [])
        }
    }

    @Test func `outside a ride commits are as ever`() async throws {
        try await withNotes { database in
            CommitRider.concern("nobody")
            try await database.addNote(1, "alone")
            #expect(try await database.noteTexts == ["alone"])
        }
    }

    @Test func `a task that commits for another takes its rider aboard`() async throws {
        try await withNotes { database in
            let rider = rider()
            await rider.ride {
                let handed = CommitRider.ofThisTask
                let other = Task.detached { try await CommitRider.ride(handed) { try await database.addNote(1, "for another") } }
                _ = await other.result
            }
            #expect(rider.hasArrived)
            try await CommitRider.ride(nil) { try await database.addNote(2, "for nobody") }
            #expect(try await database.noteTexts == ["for another", "for nobody", "rider: -"])
        }
    }
}
