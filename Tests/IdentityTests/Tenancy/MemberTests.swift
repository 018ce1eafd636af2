import Identity
import Model
import Testing

@Suite struct MemberTests {
    /// A workspace with an owner, an admin and a viewer.
    struct Team {
        let town: Town
        let id: WorkspaceID
        let owner, admin, viewer: (id: UserID, caller: Caller)

        var members: MemberService { town.tenancy.members }

        static func with(_ body: (Team) async throws -> Void) async throws {
            try await Town.with { town in
                let owner = try await town.user("owner@acme.example")
                let id = try await town.workspace(of: owner.caller).workspace.id
                let (admin, viewer) = (try await town.user("admin@acme.example"), try await town.user("viewer@acme.example"))
                try await town.join(id, admin.id, "admin@acme.example", as: .admin, invitedBy: owner.caller)
                try await town.join(id, viewer.id, "viewer@acme.example", as: .viewer, invitedBy: owner.caller)
                try await body(Team(town: town, id: id, owner: owner, admin: admin, viewer: viewer))
            }
        }

        func role(of user: UserID) async throws -> Role? {
            try await town.authenticator.memberships(of: user).first?.role
        }
    }

    @Test func `a change of role counts at the next request`() async throws {
        try await Team.with { team in
            #expect(try await team.role(of: team.viewer.id) == .viewer)
            let member = try await team.members.setRole(of: team.viewer.id, to: .editor, by: team.admin.caller, in: team.id)
            #expect(member.role == .editor && member.email == "viewer@acme.example")
            #expect(try await team.role(of: team.viewer.id) == .editor)
            try await team.members.remove(team.viewer.id, by: team.admin.caller, in: team.id)
            #expect(try await team.role(of: team.viewer.id) == nil)
        }
    }

    @Test func `an admin neither makes nor changes nor removes owners`() async throws {
        try await Team.with { team in
            for target in [team.viewer.id, team.admin.id] {
                await #expect(throws: MemberError.ownersOnly) {
                    try await team.members.setRole(of: target, to: .owner, by: team.admin.caller, in: team.id)
                }
            }
            await #expect(throws: MemberError.ownersOnly) {
                try await team.members.setRole(of: team.owner.id, to: .viewer, by: team.admin.caller, in: team.id)
            }
            await #expect(throws: MemberError.ownersOnly) {
                try await team.members.remove(team.owner.id, by: team.admin.caller, in: team.id)
            }
            await #expect(throws: InvitationError.ownersOnly) {
                try await team.town.tenancy.invitations.create(email: "x@y.example", role: .owner, by: team.admin.caller, in: team.id)
            }
        }
    }

    @Test func `the last owner stays an owner`() async throws {
        try await Team.with { team in
            await #expect(throws: MemberError.lastOwner) {
                try await team.members.setRole(of: team.owner.id, to: .admin, by: team.owner.caller, in: team.id)
            }
            await #expect(throws: MemberError.lastOwner) { try await team.members.leave(team.id, team.owner.id) }
            await #expect(throws: MemberError.lastOwner) {
                try await team.members.remove(team.owner.id, by: team.owner.caller, in: team.id)
            }
            #expect(try await team.role(of: team.owner.id) == .owner)
            _ = try await team.members.setRole(of: team.admin.id, to: .owner, by: team.owner.caller, in: team.id)
            try await team.members.leave(team.id, team.owner.id)
            #expect(try await team.members.list(in: team.id).elements.map(\.user).sorted() == [team.admin.id, team.viewer.id].sorted())
        }
    }

    @Test func `of two owners who demote each other at once, one stays`() async throws {
        for _ in 0..<20 {
            try await Team.with { team in
                _ = try await team.members.setRole(of: team.admin.id, to: .owner, by: team.owner.caller, in: team.id)
                let pairs = [(team.owner, team.admin), (team.admin, team.owner)]
                let succeeded = await withTaskGroup(of: Bool.self) { group in
                    for (actor, target) in pairs {
                        group.addTask {
                            (try? await team.members.setRole(of: target.id, to: .viewer, by: actor.caller, in: team.id)) != nil
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(succeeded == 1)
                let owners = try await team.members.list(in: team.id).elements.filter { $0.role == .owner }
                #expect(owners.count == 1)
            }
        }
    }

    @Test func `of two owners who leave at once, one stays`() async throws {
        for _ in 0..<20 {
            try await Team.with { team in
                _ = try await team.members.setRole(of: team.admin.id, to: .owner, by: team.owner.caller, in: team.id)
                let left = await withTaskGroup(of: Bool.self) { group in
                    for user in [team.owner.id, team.admin.id] {
                        group.addTask { (try? await team.members.leave(team.id, user)) != nil }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(left == 1)
            }
        }
    }

    @Test func `a member of another workspace is unknown here`() async throws {
        try await Team.with { team in
            let stranger = try await team.town.user("stranger@other.example")
            let other = try await team.town.workspace(of: stranger.caller).workspace.id
            await #expect(throws: MemberError.notFound) {
                try await team.members.setRole(of: stranger.id, to: .viewer, by: team.owner.caller, in: team.id)
            }
            await #expect(throws: MemberError.notFound) {
                try await team.members.remove(team.viewer.id, by: stranger.caller, in: other)
            }
            await #expect(throws: MemberError.notFound) {
                try await team.members.remove(team.viewer.id, by: stranger.caller, in: team.id)
            }
        }
    }

    @Test func `what a member had sent out is taken back when they go`() async throws {
        try await Team.with { team in
            let token = try await team.town.tenancy.invitations.create(
                email: "new@acme.example", role: .admin, by: team.admin.caller, in: team.id).token
            try await team.members.remove(team.admin.id, by: team.owner.caller, in: team.id)
            let new = try await team.town.user("new@acme.example")
            await #expect(throws: InvitationError.revoked) {
                try await team.town.tenancy.invitations.accept(token: token.text, user: new.id)
            }
        }
    }
}
