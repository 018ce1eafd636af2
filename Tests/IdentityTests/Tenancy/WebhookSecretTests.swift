import Identity
import Model
import Storage
import Testing
import Vault

@Suite struct WebhookSecretTests {
    @Test(arguments: WebhookSecretPurpose.allCases)
    func `after a rotation the old secret counts for a day, and the new one first`(purpose: WebhookSecretPurpose) async throws {
        try await Town.with { town in
            let secrets = town.tenancy.webhookSecrets
            let created = try await town.workspace()
            let id = created.workspace.id
            let old = purpose == .signing ? created.signing.text : created.verification.text
            let new = try await secrets.rotate(purpose, in: id).key.text
            #expect(try await secrets.keys(purpose, of: id).map(\.text) == [new, old])
            let other = WebhookSecretPurpose.allCases.first { $0 != purpose } ?? purpose
            #expect(try await secrets.keys(other, of: id).count == 1)
            town.clock.advance(by: .seconds(24 * 3600))
            #expect(try await secrets.keys(purpose, of: id).map(\.text) == [new])
            #expect(try await secrets.list(in: id).filter { $0.purpose == purpose }.map(\.isCurrent) == [true])
        }
    }

    @Test func `without an overlap all others end at once`() async throws {
        try await Town.with { town in
            let (secrets, id) = (town.tenancy.webhookSecrets, try await town.workspace().workspace.id)
            _ = try await secrets.rotate(.signing, in: id)
            let new = try await secrets.rotate(.signing, overlap: .zero, in: id).key.text
            #expect(try await secrets.keys(.signing, of: id).map(\.text) == [new])
        }
    }

    @Test func `five at most count at a time`() async throws {
        try await Town.with { town in
            let (secrets, id) = (town.tenancy.webhookSecrets, try await town.workspace().workspace.id)
            for _ in 0..<4 { _ = try await secrets.rotate(.signing, in: id) }
            await #expect(throws: WebhookSecretError.tooMany(limit: 5)) { try await secrets.rotate(.signing, in: id) }
            _ = try await secrets.rotate(.verification, in: id)
        }
    }

    @Test func `of rotations at once one secret is current`() async throws {
        try await Town.with { town in
            let (secrets, id) = (town.tenancy.webhookSecrets, try await town.workspace().workspace.id)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { _ = try? await secrets.rotate(.signing, in: id) } }
            }
            #expect(try await secrets.list(in: id).filter { $0.purpose == .signing && $0.isCurrent }.count == 1)
        }
    }

    @Test func `neither secret does the work of the other`() async throws {
        try await Town.with { town in
            let created = try await town.workspace()
            let body = Array("{}".utf8)
            let signature = created.signing.signature(id: "msg_1", at: Timestamp(milliseconds: 1_000), body: body)
            let keys = try await town.tenancy.webhookSecrets.keys(.verification, of: created.workspace.id)
            for key in keys + [created.signing] {
                #expect(!key.isAuthentic(signatures: signature, id: "msg_1", timestamp: "1", body: body))
            }
        }
    }

    @Test func `a row whose purpose was altered cannot be opened`() async throws {
        try await Town.with { town in
            let id = try await town.workspace().workspace.id
            try await town.database.commit { try $0.execute(Town.Statement.swapPurposes) }
            await #expect(throws: VaultError.damaged) { try await town.tenancy.webhookSecrets.keys(.signing, of: id) }
        }
    }

    @Test func `a workspace from before there were secrets gets its own when asked`() async throws {
        try await Town.with { town in
            let (secrets, first) = (town.tenancy.webhookSecrets, town.identity.workspace)
            let signing = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<2 { group.addTask { try await secrets.keys(.signing, of: first).map(\.text) } }
                return try await group.reduce(into: Set<[String]>()) { $0.insert($1) }
            }
            #expect(signing.count == 1)
            #expect(try await secrets.keys(.verification, of: first).count == 1)
        }
    }

    /// The example of the Standard Webhooks specification's reference libraries.
    @Test func `signatures are those of Standard Webhooks`() async throws {
        let key = WebhookKey(.verification, text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(key?.isAuthentic(signatures: "v1,AAAA \(signature)", id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330", body: body) == true)
        #expect(key?.isAuthentic(signatures: signature, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265331", body: body) == false)
    }
}
