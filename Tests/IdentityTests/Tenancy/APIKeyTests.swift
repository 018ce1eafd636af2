import Foundation
import Identity
import Model
import Storage
import Testing

@Suite struct APIKeyTests {
    struct Ring {
        let town: Town
        let id: WorkspaceID
        let owner: Caller

        var keys: APIKeyService { town.tenancy.apiKeys }

        static func with(_ body: (Ring) async throws -> Void) async throws {
            try await Town.with { town in
                let owner = try await town.user("owner@acme.example").caller
                try await body(Ring(town: town, id: try await town.workspace(of: owner).workspace.id, owner: owner))
            }
        }

        func make(_ scopes: Set<Scope> = [.runsRead], until expiresAt: Timestamp? = nil, by caller: Caller? = nil) async throws -> NewAPIKey {
            try await keys.create(name: "Key", scopes: scopes, expiresAt: expiresAt, by: caller ?? owner, in: id)
        }

        func caller(_ key: NewAPIKey) async throws -> Caller { try await town.authenticator.caller(bearer: key.secret.text) }
    }

    @Test func `a key opens its workspace with its scopes until it is revoked`() async throws {
        try await Ring.with { ring in
            let key = try await ring.make([.runsRead, .workflowsRead])
            #expect(try await ring.caller(key) == .apiKey(key.key.id, workspace: ring.id, scopes: [.runsRead, .workflowsRead]))
            try await ring.keys.revoke(key.key.id, in: ring.id)
            await #expect(throws: AuthenticationError.revoked) { try await ring.caller(key) }
            let listed = try await ring.keys.list(in: ring.id).elements.first { $0.id == key.key.id }
            #expect(listed?.revokedAt == ring.town.clock.now)
            ring.town.clock.advance(by: .seconds(5))
            try await ring.keys.revoke(key.key.id, in: ring.id)
            #expect(try await ring.keys.get(key.key.id, in: ring.id).revokedAt == listed?.revokedAt)
        }
    }

    @Test func `a key ends at its time`() async throws {
        try await Ring.with { ring in
            let key = try await ring.make(until: ring.town.clock.now + .seconds(60))
            _ = try await ring.caller(key)
            ring.town.clock.advance(by: .seconds(60))
            await #expect(throws: AuthenticationError.expired) { try await ring.caller(key) }
            await #expect(throws: APIKeyError.expired) { try await ring.make(until: ring.town.clock.now) }
        }
    }

    @Test func `a key gives no scope that its maker lacks, and no longer life`() async throws {
        try await Ring.with { ring in
            let end = ring.town.clock.now + .seconds(60)
            let maker = try await ring.caller(try await ring.make([.workspaceWrite, .runsRead], until: end))
            await #expect(throws: APIKeyError.scopesBeyond([.runsWrite, .auditRead])) {
                try await ring.make([.auditRead, .runsWrite, .runsRead], by: maker)
            }
            await #expect(throws: APIKeyError.outlives(end)) { try await ring.make([.runsRead], by: maker) }
            await #expect(throws: APIKeyError.outlives(end)) { try await ring.make([.runsRead], until: end + .seconds(1), by: maker) }
            _ = try await ring.make([.runsRead], until: end, by: maker)
        }
    }

    @Test(arguments: Role.allCases) func `a member's key may do no more than the member`(role: Role) async throws {
        try await Ring.with { ring in
            let member = try await ring.town.user("member@acme.example")
            try await ring.town.join(ring.id, member.id, "member@acme.example", as: role, invitedBy: ring.owner)
            _ = try await ring.make(role.scopes, by: member.caller)
            let beyond = Scope.allCases.filter { !role.scopes.contains($0) }
            guard !beyond.isEmpty else { return }
            await #expect(throws: APIKeyError.scopesBeyond(beyond)) { try await ring.make(Set(Scope.allCases), by: member.caller) }
        }
    }

    @Test func `a key of another workspace is unknown here`() async throws {
        try await Ring.with { ring in
            let other = try await ring.town.workspace().apiKey.key.id
            await #expect(throws: APIKeyError.notFound) { try await ring.keys.revoke(other, in: ring.id) }
            await #expect(throws: APIKeyError.notFound) { try await ring.keys.get(other, in: ring.id) }
        }
    }

    @Test func `wrong keys are unknown, cut ones and ones with a wrong checksum among them`() async throws {
        try await Ring.with { ring in
            let text = try await ring.make().secret.text
            for wrong in [String(text.dropLast()), text + "0", text.uppercased(), "pb_key_", String(text.dropLast()) + (text.hasSuffix("0") ? "1" : "0")] {
                await #expect(throws: AuthenticationError.unknown) { try await ring.town.authenticator.caller(bearer: wrong) }
            }
        }
    }

    @Test func `the database, descriptions and mirrors do not hold the key`() async throws {
        try await Ring.with { ring in
            let key = try await ring.make()
            let secret = key.secret.text.dropFirst(key.key.hint.count)
            var dumped = ""
            dump(key, to: &dumped)
            #expect(!"\(key) \(dumped)".contains(secret))
            for name in ["patchbay.db", "patchbay.db-wal"] {
                let bytes = try Data(contentsOf: URL(filePath: "\(ring.town.database.folder)/\(name)"))
                #expect(bytes.range(of: Data(secret.utf8)) == nil)
            }
        }
    }

    @Test func `the last use is stored once a minute, and not on the way of a request`() async throws {
        try await Ring.with { ring in
            let key = try await ring.make()
            func lastUse() async throws -> Timestamp? { try await ring.keys.get(key.key.id, in: ring.id).lastUsedAt }
            let first = ring.town.clock.now
            _ = try await ring.caller(key)
            #expect(try await lastUse() == nil)
            try await ring.keys.usage.store(at: first)
            #expect(try await lastUse() == first)
            ring.town.clock.advance(by: .seconds(59))
            _ = try await ring.caller(key)
            try await ring.keys.usage.store(at: ring.town.clock.now)
            #expect(try await lastUse() == first)
            ring.town.clock.advance(by: .seconds(1))
            _ = try await ring.caller(key)
            try await ring.keys.usage.store(at: ring.town.clock.now)
            #expect(try await lastUse() == first + .seconds(60))
        }
    }

    @Test func `after the answer to a revocation no request gets in, however many are under way`() async throws {
        try await Ring.with { ring in
            for _ in 0..<10 {
                let key = try await ring.make()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            while (try? await ring.caller(key)) != nil { await Task.yield() }
                        }
                    }
                    try await ring.keys.revoke(key.key.id, in: ring.id)
                    await #expect(throws: AuthenticationError.revoked) { try await ring.caller(key) }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `a workspace has a hundred valid keys at most`() async throws {
        try await Ring.with { ring in
            for _ in 0..<99 { _ = try await ring.make() }
            await #expect(throws: APIKeyError.tooMany(limit: 100)) { try await ring.make() }
        }
    }
}
