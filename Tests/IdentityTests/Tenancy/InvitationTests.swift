import Identity
import Model
import Testing

@Suite struct InvitationTests {
    struct Door {
        let town: Town
        let id: WorkspaceID
        let owner: (id: UserID, caller: Caller)
        let guest: (id: UserID, caller: Caller)

        var invitations: InvitationService { town.tenancy.invitations }

        static func with(_ body: (Door) async throws -> Void) async throws {
            try await Town.with { town in
                let owner = try await town.user("owner@acme.example")
                let id = try await town.workspace(of: owner.caller).workspace.id
                try await body(Door(town: town, id: id, owner: owner, guest: try await town.user("guest@acme.example")))
            }
        }

        func invite(_ email: String = "guest@acme.example", as role: Role = .editor) async throws -> (invitation: Invitation, token: BearerSecret) {
            try await invitations.create(email: email, role: role, by: owner.caller, in: id)
        }
    }

    @Test func `an invitation makes a member of whoever has the address, however it is spelled`() async throws {
        try await Door.with { door in
            let (invitation, token) = try await door.invite("Guest@ACME.example")
            #expect(invitation.email == "guest@acme.example")
            #expect(try await door.invitations.invitedAddress(token: token.text).text == "guest@acme.example")
            let membership = try await door.invitations.accept(token: token.text, user: door.guest.id)
            #expect(membership == Membership(workspace: door.id, workspaceName: "Acme", role: .editor))
            #expect(try await door.town.authenticator.memberships(of: door.guest.id) == [membership])
            #expect(try await door.invitations.list(in: door.id).elements.map { $0.state(at: door.town.clock.now) } == [.accepted])
        }
    }

    @Test func `it is good for one time, one address and seven days`() async throws {
        try await Door.with { door in
            let token = try await door.invite().token.text
            let other = try await door.town.user("other@acme.example")
            await #expect(throws: InvitationError.otherAddress) { try await door.invitations.accept(token: token, user: other.id) }
            door.town.clock.advance(by: .seconds(7 * 24 * 3600))
            await #expect(throws: InvitationError.expired) { try await door.invitations.accept(token: token, user: door.guest.id) }
            let second = try await door.invite().token.text
            _ = try await door.invitations.accept(token: second, user: door.guest.id)
            await #expect(throws: InvitationError.accepted) { try await door.invitations.accept(token: second, user: door.guest.id) }
        }
    }

    @Test func `one that was taken back, or was followed by a newer one, is good for nothing`() async throws {
        try await Door.with { door in
            let first = try await door.invite().token.text
            let (second, token) = try await door.invite()
            await #expect(throws: InvitationError.revoked) { try await door.invitations.accept(token: first, user: door.guest.id) }
            try await door.invitations.revoke(second.id, in: door.id)
            await #expect(throws: InvitationError.revoked) { try await door.invitations.accept(token: token.text, user: door.guest.id) }
            let other = try await door.town.workspace().workspace.id
            await #expect(throws: InvitationError.notFound) { try await door.invitations.revoke(second.id, in: other) }
        }
    }

    @Test(arguments: ["", "pb_inv_", "pb_inv_" + String(repeating: "0", count: 72), "x"])
    func `what was never given out opens nothing`(token: String) async throws {
        try await Door.with { door in
            await #expect(throws: InvitationError.unknownToken) { try await door.invitations.accept(token: token, user: door.guest.id) }
        }
    }

    @Test func `members are not invited again`() async throws {
        try await Door.with { door in
            await #expect(throws: InvitationError.alreadyMember) { try await door.invite("OWNER@acme.example") }
        }
    }

    @Test func `no more than a hundred wait at a time`() async throws {
        try await Door.with { door in
            for number in 0..<100 { _ = try await door.invite("guest\(number)@acme.example") }
            await #expect(throws: InvitationError.tooMany(limit: 100)) { try await door.invite() }
        }
    }

    @Test func `accepted twice at once it makes one member`() async throws {
        for _ in 0..<20 {
            try await Door.with { door in
                let token = try await door.invite().token.text
                let accepted = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<2 {
                        group.addTask { (try? await door.invitations.accept(token: token, user: door.guest.id)) != nil }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(accepted == 1)
                #expect(try await door.town.tenancy.members.list(in: door.id).elements.count == 2)
            }
        }
    }
}
