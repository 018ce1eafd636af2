import Identity
import Model
import Storage
import Testing

/// What somebody does to the file, and what verification says to it.
@Suite struct AuditTamperingTests {
    @Test(arguments: [
        "recorded_at = recorded_at + 1", "workspace_id = NULL", "workspace_id = 'ws_other'", "actor = 'usr_9'", "action = 'workflow.run'",
        "outcome = 'refused'", "outcome = 'x'", "subject = NULL", "subject = ''", "address = '192.0.2.99'", "trace_id = ''", "hash = X'00'",
        "actor = actor || action, action = ''",
    ])
    func `a changed column is found`(change: String) async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.tamper("UPDATE audit_entries SET \(change) WHERE number = 12")
            #expect(try await fixture.verdict == .broken(at: 12, .changed))
        }
    }

    @Test(arguments: [(1, 1), (12, 12), (20, 20), (3, 17), (1, 20)])
    func `removed entries are found`(from: Int64, to: Int64) async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.tamper("DELETE FROM audit_entries WHERE number BETWEEN \(from) AND \(to)")
            #expect(try await fixture.verdict == .broken(at: from, .missing))
        }
    }

    @Test func `entries that change places are found`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.tamper(
                "UPDATE audit_entries SET number = -1 WHERE number = 8", "UPDATE audit_entries SET number = 8 WHERE number = 9",
                "UPDATE audit_entries SET number = 9 WHERE number = -1")
            #expect(try await fixture.verdict == .broken(at: 8, .changed))
        }
    }

    @Test func `an entry put in, with the later ones moved up, is found`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.tamper(
                "UPDATE audit_entries SET number = -number - 1 WHERE number > 10", "UPDATE audit_entries SET number = -number WHERE number < 0",
                "INSERT INTO audit_entries SELECT 11, recorded_at, workspace_id, 'usr_9', action, outcome, subject, address, trace_id, hash FROM audit_entries WHERE number = 10",
                "UPDATE audit_head SET number = 21")
            #expect(try await fixture.verdict == .broken(at: 11, .changed))
        }
    }

    @Test func `an entry put in at the end is found`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(5)
            try await fixture.tamper(
                "INSERT INTO audit_entries SELECT 6, recorded_at, workspace_id, actor, action, outcome, subject, address, trace_id, hash FROM audit_entries WHERE number = 5")
            #expect(try await fixture.verdict == .broken(at: 6, .changed))
        }
    }

    @Test func `an end cut off together with the head is found by the signed head`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.keeper.keep()
            try await fixture.tamper(
                "DELETE FROM audit_entries WHERE number > 15",
                "UPDATE audit_head SET number = 15, hash = (SELECT hash FROM audit_entries WHERE number = 15)")
            #expect(try await fixture.verdict == .broken(at: 16, .missing))
        }
    }

    @Test func `a whole log written anew, all hashes right, is found by the signed head`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(20)
            try await fixture.keeper.keep()
            try await fixture.tamper("DELETE FROM audit_entries", "UPDATE audit_head SET number = 0, hash = X''")
            for number in 1...20 { try await fixture.log.record(AuditFixture.event(number + 1)) }
            #expect(try await fixture.verdict == .broken(at: 20, .contradictsAnchor))
        }
    }

    @Test(arguments: ["number = number + 1", "hash = X'00'", "recorded_at = 0", "kind = 'base'", "signature = X'00'", "signing_key = 'sk_x'"])
    func `a changed anchor is found`(change: String) async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(3)
            try await fixture.keeper.keep()
            try await fixture.tamper("UPDATE audit_anchors SET \(change)")
            guard case .broken(_, .unsignedAnchor) = try await fixture.verdict else {
                Issue.record("not found: \(try await fixture.verdict)")
                return
            }
        }
    }

    @Test func `a public key put in the place of ours is noticed by the host`() async throws {
        try await AuditFixture.with { fixture in
            try await fixture.fill(3)
            try await fixture.keeper.keep()
            try await fixture.tamper("UPDATE signing_keys SET public_key = zeroblob(32)")
            await #expect(throws: StorageError.self) { try await fixture.keeper.keep() }
        }
    }
}
