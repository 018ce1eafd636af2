import Identity
import Model
import Storage
import Testing
import Vault

@Suite struct WorkspaceTests {
    @Test func `a new workspace has a key with all scopes, a data key and two webhook secrets`() async throws {
        try await Town.with { town in
            let created = try await town.workspace()
            let id = created.workspace.id
            let caller = try await town.authenticator.caller(bearer: created.apiKey.secret.text)
            #expect(caller == .apiKey(created.apiKey.key.id, workspace: id, scopes: Set(Scope.allCases)))
            #expect(created.apiKey.secret.text.hasPrefix("pb_key_"))
            #expect(created.signing.text.hasPrefix("whsec_") && created.verification.text.hasPrefix("whsec_"))
            #expect(created.signing.text != created.verification.text)
            #expect(try await town.tenancy.webhookSecrets.keys(.signing, of: id).map(\.text) == [created.signing.text])
            #expect(try await town.tenancy.webhookSecrets.keys(.verification, of: id).map(\.text) == [created.verification.text])
            #expect(created.workspace.plan == "free")
            #expect(created.workspace.warnings.count == 1)
            _ = try await town.vault.dataKey(for: id)
        }
    }

    @Test func `who is logged in becomes the owner`() async throws {
        try await Town.with { town in
            let ada = try await town.user("ada@acme.example")
            let id = try await town.workspace(of: ada.caller).workspace.id
            #expect(try await town.authenticator.memberships(of: ada.id) == [Membership(workspace: id, workspaceName: "Acme", role: .owner)])
        }
    }

    @Test(arguments: SignupPolicy.allCases) func `who may make a workspace is a setting`(policy: SignupPolicy) async throws {
        try await Town.with(signup: policy) { town in
            let (user, admin) = (try await town.user("a@b.example").caller, try await town.user("c@d.example", isPlatformAdmin: true).caller)
            func may(_ caller: Caller?) async throws -> Bool {
                do {
                    _ = try await town.workspace(of: caller)
                    return true
                } catch WorkspaceError.signupClosed(policy) {
                    return false
                }
            }
            #expect(try await may(nil) == (policy == .open))
            #expect(try await may(.apiKey(APIKeyID(), workspace: WorkspaceID(), scopes: [])) == (policy == .open))
            #expect(try await may(user) == (policy != .closed))
            #expect(try await may(admin))
            #expect(try await may(.adminKey))
        }
    }

    @Test func `plans other than free are given by those who administer the installation`() async throws {
        try await Town.with { town in
            let user = try await town.user("a@b.example").caller
            for caller in [nil, user] {
                await #expect(throws: WorkspaceError.planReserved("enterprise")) {
                    try await town.tenancy.workspaces.create(name: "A", email: "a@b.example", plan: "enterprise", by: caller)
                }
            }
            let created = try await town.tenancy.workspaces.create(name: "A", email: "a@b.example", plan: "professional", by: .adminKey)
            #expect(created.workspace.plan == "professional")
            await #expect(throws: WorkspaceError.unknownPlan("gold")) {
                try await town.tenancy.workspaces.create(name: "A", email: "a@b.example", plan: "gold", by: .adminKey)
            }
            #expect(try await town.plans.plan(of: created.workspace.id).id == "professional")
            let changed = try await town.tenancy.workspaces.administer(created.workspace.id, plan: "enterprise", isSuspended: nil)
            #expect(changed.plan == "enterprise")
            #expect(try await town.plans.plan(of: created.workspace.id).id == "enterprise", "the clock stands still: at once")
        }
    }

    @Test func `settings are changed one by one`() async throws {
        try await Town.with { town in
            let (workspaces, id) = (town.tenancy.workspaces, try await town.workspace().workspace.id)
            _ = try await workspaces.update(id, WorkspaceChange(eventURL: "https://acme.example/events"))
            let changed = try await workspaces.update(
                id, WorkspaceChange(name: "New", allowsEndUserConnections: true, incomingDefault: .standardWebhooks))
            #expect(changed.name == "New" && changed.allowsEndUserConnections && changed.incomingDefault == .standardWebhooks)
            #expect(changed.eventURL == "https://acme.example/events" && changed.email == "owner@acme.example")
            #expect(changed.warnings.isEmpty)
            #expect(try await workspaces.get(id) == changed)
            #expect(try await workspaces.update(id, WorkspaceChange(eventURL: .some(nil))).eventURL == nil)
        }
    }

    @Test(arguments: [
        ("https://acme.example/x?y=z", true, true), ("http://127.0.0.1:9/x", false, true), ("http://[::1]/", false, true),
        ("http://localhost/", false, true), ("http://acme.example/", false, false), ("https://user:word@acme.example/", false, false),
        ("https:///x", false, false), ("ftp://acme.example/", false, false), ("https://acme.example/#x", false, false), ("acme", false, false),
        ("https://acme.example/a b", false, false),
    ])
    func `events go to https, or to this machine while developing`(url: String, always: Bool, inDevelopment: Bool) async throws {
        for (isDevelopment, isAllowed) in [(false, always), (true, inDevelopment)] {
            try await Town.with(isDevelopment: isDevelopment) { town in
                let id = try await town.workspace().workspace.id
                let change = WorkspaceChange(eventURL: url)
                if isAllowed {
                    #expect(try await town.tenancy.workspaces.update(id, change).eventURL == url)
                } else {
                    await #expect(throws: WorkspaceError.eventURLInvalid) { try await town.tenancy.workspaces.update(id, change) }
                }
            }
        }
    }

    @Test func `a suspended workspace lets nobody in until it is opened again`() async throws {
        try await Town.with { town in
            let ada = try await town.user("ada@acme.example")
            let created = try await town.workspace(of: ada.caller)
            let (id, key) = (created.workspace.id, created.apiKey.secret.text)
            _ = try await town.authenticator.caller(bearer: key)
            _ = try await town.tenancy.workspaces.administer(id, plan: nil, isSuspended: true)
            await #expect(throws: AuthenticationError.suspended) { try await town.authenticator.caller(bearer: key) }
            let memberships = try await town.authenticator.memberships(of: ada.id)
            let admission = Admission.decide(
                ada.caller, .workspace(.viewer, .runsRead), named: id, first: town.identity.workspace, memberships: memberships)
            #expect(admission == .forbidden(.suspended))
            _ = try await town.tenancy.workspaces.administer(id, plan: nil, isSuspended: false)
            _ = try await town.authenticator.caller(bearer: key)
        }
    }

    @Test func `what is left of a deleted workspace cannot be read`() async throws {
        try await Town.with { town in
            let ada = try await town.user("ada@acme.example")
            let created = try await town.workspace(of: ada.caller)
            let id = created.workspace.id
            _ = try await town.tenancy.invitations.create(email: "x@y.example", role: .viewer, by: ada.caller, in: id)
            let dataKey = try await town.vault.dataKey(for: id).id
            try await town.tenancy.workspaces.delete(id, by: ada.caller)
            #expect(try await town.database.read { try $0.first(Town.Statement.rows, .id(id))?.integer(0) } == 0)
            await #expect(throws: VaultError.noDataKey(id)) { try await town.vault.dataKey(for: id) }
            await #expect(throws: VaultError.unknownDataKey(dataKey)) { try await town.vault.dataKey(dataKey) }
            await #expect(throws: AuthenticationError.unknown) { try await town.authenticator.caller(bearer: created.apiKey.secret.text) }
            #expect(try await town.authenticator.memberships(of: ada.id) == [])
            await #expect(throws: WorkspaceError.notFound) { try await town.tenancy.workspaces.deleteAsPlatformAdmin(id) }
        }
    }

    @Test func `only an owner deletes a workspace, and nobody the first one`() async throws {
        try await Town.with { town in
            let (ada, bob) = (try await town.user("ada@acme.example"), try await town.user("bob@acme.example"))
            let created = try await town.workspace(of: ada.caller)
            let id = created.workspace.id
            try await town.join(id, bob.id, "bob@acme.example", as: .admin, invitedBy: ada.caller)
            let key = try await town.authenticator.caller(bearer: created.apiKey.secret.text)
            for caller in [bob.caller, key] {
                await #expect(throws: WorkspaceError.ownersOnly) { try await town.tenancy.workspaces.delete(id, by: caller) }
            }
            await #expect(throws: WorkspaceError.firstWorkspace) {
                try await town.tenancy.workspaces.delete(town.identity.workspace, by: .adminKey)
            }
            await #expect(throws: WorkspaceError.firstWorkspace) {
                try await town.tenancy.workspaces.administer(town.identity.workspace, plan: nil, isSuspended: true)
            }
        }
    }

    @Test func `the key of a workspace without an owner may invite the first, and then no other`() async throws {
        try await Town.with { town in
            let ada = try await town.user("ada@acme.example")
            let created = try await town.workspace()
            let key = try await town.authenticator.caller(bearer: created.apiKey.secret.text)
            try await town.join(created.workspace.id, ada.id, "ada@acme.example", as: .owner, invitedBy: key)
            await #expect(throws: InvitationError.ownersOnly) {
                try await town.tenancy.invitations.create(email: "b@c.example", role: .owner, by: key, in: created.workspace.id)
            }
        }
    }
}
