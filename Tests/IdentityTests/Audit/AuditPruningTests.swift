import Identity
import Model
import Storage
import Testing

@Suite struct AuditPruningTests {
    @Test func `what is older than 90 days goes, and the rest holds from its anchor on`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(30)
            fixture.time.pass(days: 60)
            try await fixture.fill(20)
            try await fixture.keeper.keep()
            #expect(try await fixture.log.list(in: nil, limit: 100).elements.count == 50, "nothing is old yet")
            fixture.time.pass(days: 31)
            try await fixture.keeper.keep()
            #expect(try await fixture.log.list(in: nil, limit: 100).elements.map(\.number) == (31...50).reversed())
            guard case .holds(20, 30, 50, _, let keys) = try await fixture.verdict else {
                Issue.record("the log does not hold: \(try await fixture.verdict)")
                return
            }
            #expect(keys.count == 1)
            try await fixture.fill(5)
            #expect(try await fixture.verdict.holds)
        }
    }

    @Test func `a log of which everything is old goes on with the next number`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(10)
            fixture.time.pass(days: 91)
            try await fixture.keeper.keep()
            #expect(try await fixture.log.list(in: nil).elements.isEmpty)
            #expect(try await fixture.verdict.holds)
            try await fixture.fill(1)
            #expect(try await fixture.log.list(in: nil).elements.map(\.number) == [11])
            #expect(try await fixture.verdict.holds)
        }
    }

    @Test(arguments: [
        ("UPDATE audit_entries SET actor = 'usr_9' WHERE number = 31", AuditVerdict.broken(at: 31, .changed)),
        ("DELETE FROM audit_entries WHERE number = 31", .broken(at: 31, .missing)),
        ("DELETE FROM audit_anchors WHERE kind = 'base'", .broken(at: 1, .missing)),
    ])
    func `tampering after an anchor is found`(sql: String, verdict: AuditVerdict) async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(30)
            fixture.time.pass(days: 91)
            try await fixture.fill(20)
            try await fixture.keeper.keep()
            #expect(try await fixture.verdict.holds)
            try await fixture.tamper(sql)
            #expect(try await fixture.verdict == verdict)
        }
    }

    @Test func `entries of one moment are not torn apart by a clock that went back`() async throws {
        try await AuditFixture.with { fixture in
            fixture.time.pass(days: 50)
            try await fixture.fill(3)
            fixture.time.pass(days: -40)
            try await fixture.fill(3)
            fixture.time.pass(days: 120)
            try await fixture.keeper.keep()
            #expect(try await fixture.log.list(in: nil).elements.map(\.number) == [6, 5, 4, 3, 2, 1], "the first is 80 days old")
            #expect(try await fixture.verdict.holds)
        }
    }

    @Test func `a year later another key signs, and both verify`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(3)
            fixture.time.pass(days: 300)
            try await fixture.fill(3)
            try await fixture.keeper.keep()
            fixture.time.pass(days: 366)
            try await fixture.fill(3)
            try await fixture.keeper.keep()
            #expect(try await fixture.verdict.holds)
        }
    }
}
