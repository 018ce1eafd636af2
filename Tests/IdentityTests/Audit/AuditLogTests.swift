import Identity
import Model
import Storage
import Testing

@Suite struct AuditLogTests {
    struct Refusal: Error {}

    @Test func `entries are numbered without gaps, and hold`() async throws {
        try await AuditFixture.with { fixture in
            try await withThrowingTaskGroup { group in
                for number in 1...100 { group.addTask { try await fixture.log.record(AuditFixture.event(number)) } }
                try await group.waitForAll()
            }
            let page = try await fixture.log.list(in: nil, limit: 100)
            #expect(page.elements.map(\.number) == (1...100).reversed())
            #expect(page.next == nil)
            guard case .holds(100, 0, 100, page.elements[0].hash, _) = try await fixture.verdict else {
                Issue.record("the log does not hold: \(try await fixture.verdict)")
                return
            }
        }
    }

    @Test func `an empty log holds`() async throws {
        try await AuditFixture.with { fixture in
            let verdict = try await fixture.verdict
            #expect(verdict == .holds(entries: 0, after: 0, head: 0, hash: [], keys: [:]))
        }
    }

    @Test func `an entry and its effect are stored together or not at all`() async throws {
        try await AuditFixture.with { fixture in
            let rider = CommitRider { transaction, subject in
                try fixture.log.append(AuditFixture.event(1).about(subject), in: transaction)
                throw Refusal()
            }
            await #expect(throws: Refusal.self) {
                try await rider.ride { try await fixture.log.record(AuditFixture.event(2)) }
            }
            #expect(try await fixture.log.list(in: nil).elements.isEmpty)
            try await fixture.fill(1)
            #expect(try await fixture.verdict.holds)
        }
    }

    @Test func `a workspace sees its own entries, by any criterion`() async throws {
        try await AuditFixture.with { fixture in
            let (mine, other) = (AuditFixture.workspaces[0], AuditFixture.workspaces[1])
            for number in 1...6 {
                try await fixture.log.record(AuditFixture.event(number, in: number == 6 ? other : mine))
                fixture.time.pass(days: 1)
            }
            let entries = try await fixture.log.list(in: mine).elements
            func numbers(_ filter: AuditFilter) async throws -> [Int64] {
                try await fixture.log.list(in: mine, filter).elements.map(\.number)
            }
            #expect(entries.map(\.number) == [5, 4, 3, 2, 1])
            #expect(try await numbers(AuditFilter(actor: "usr_1")) == [4, 1])
            #expect(try await numbers(AuditFilter(action: "workflow.create")) == [4, 2])
            #expect(try await numbers(AuditFilter(subject: "wf_3")) == [3])
            #expect(try await numbers(AuditFilter(from: entries[1].time, before: entries[0].time)) == [4])
            #expect(try await fixture.log.list(in: nil).elements.count == 6)
        }
    }

    @Test func `pages follow each other without a gap`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(10)
            var (cursor, numbers): (String?, [Int64]) = (nil, [])
            repeat {
                let page = try await fixture.log.list(in: nil, after: cursor, limit: 4)
                numbers += page.elements.map(\.number)
                cursor = page.next
            } while cursor != nil
            #expect(numbers == (1...10).reversed())
        }
    }

    @Test func `what happens to a workspace is told to it`() {
        let workspace = WorkspaceID()
        let event = AuditFixture.event(1, in: nil)
        #expect(event.about(workspace.text).workspace == workspace)
        #expect(event.about("run_1").workspace == nil)
        #expect(event.about(nil) == event)
    }

    @Test(arguments: ["UPDATE audit_entries SET actor = 'usr_9' WHERE number = 2", "DELETE FROM audit_entries WHERE number = 2"])
    func `the database itself refuses to change an entry`(sql: String) async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(3)
            try await fixture.keeper.keep()
            await #expect(throws: StorageError.self) {
                try await fixture.database.write { try $0.execute(AuditFixture.Tampering(rawValue: sql)) }
            }
            #expect(try await fixture.verdict.holds)
        }
    }
}
