import Identity
import Model
import Testing

@Suite struct AdmissionTests {
    static let (first, other, third) = (WorkspaceID(), WorkspaceID(), WorkspaceID())

    static func user(isPlatformAdmin: Bool = false) -> Caller { .user(UserID(), session: SessionID(), isPlatformAdmin: isPlatformAdmin) }

    static func key(_ scopes: Scope...) -> Caller { .apiKey(APIKeyID(), workspace: other, scopes: Set(scopes)) }

    static func member(_ workspace: WorkspaceID, _ role: Role) -> Membership {
        Membership(workspace: workspace, workspaceName: "Acme", role: role)
    }

    func decide(
        _ caller: Caller, _ requirement: Requirement = .workspace(.editor, .runsWrite), named: WorkspaceID? = nil,
        of memberships: Membership...
    ) -> Admission {
        .decide(caller, requirement, named: named, first: Self.first, memberships: memberships)
    }

    @Test func `the admin key owns the first workspace and no other`() {
        #expect(decide(.adminKey) == .admitted(workspace: Self.first))
        #expect(decide(.adminKey, named: Self.first) == .admitted(workspace: Self.first))
        #expect(decide(.adminKey, named: Self.other) == .unknownWorkspace)
        #expect(decide(.adminKey, .platformAdmin) == .admitted(workspace: nil))
        #expect(decide(.adminKey, .user) == .forbidden(.usersOnly))
    }

    @Test func `an API key is for its workspace and its scopes`() {
        #expect(decide(Self.key(.runsWrite)) == .admitted(workspace: Self.other))
        #expect(decide(Self.key(.runsWrite), named: Self.first) == .unknownWorkspace)
        #expect(decide(Self.key(.runsRead)) == .forbidden(.scope(.runsWrite)))
        #expect(decide(Self.key(.runsRead), named: Self.first) == .unknownWorkspace)
        #expect(decide(Self.key(.runsWrite), .platformAdmin) == .forbidden(.platformAdminsOnly))
        #expect(decide(Self.key(.runsWrite), .user) == .forbidden(.usersOnly))
    }

    @Test(arguments: Role.allCases, Role.allCases)
    func `a member may do what the role says`(needed: Role, has: Role) {
        let admission = decide(Self.user(), .workspace(needed, .runsRead), of: Self.member(Self.other, has))
        #expect(admission == (has >= needed ? .admitted(workspace: Self.other) : .forbidden(.role(needed: needed, has: has))))
    }

    @Test func `a user of several workspaces names one of them`() {
        let (editor, viewer) = (Self.member(Self.first, .editor), Self.member(Self.other, .viewer))
        #expect(decide(Self.user(), of: editor, viewer) == .workspaceNotNamed([editor, viewer]))
        #expect(decide(Self.user(), named: Self.first, of: editor, viewer) == .admitted(workspace: Self.first))
        #expect(decide(Self.user(), named: Self.other, of: editor, viewer) == .forbidden(.role(needed: .editor, has: .viewer)))
        #expect(decide(Self.user(), named: Self.third, of: editor, viewer) == .unknownWorkspace)
        #expect(decide(Self.user()) == .workspaceNotNamed([]))
    }

    @Test func `who administers the installation is a stranger in the workspaces of others`() {
        let admin = Self.user(isPlatformAdmin: true)
        #expect(decide(admin, .platformAdmin) == .admitted(workspace: nil))
        #expect(decide(admin, named: Self.other) == .unknownWorkspace)
        #expect(decide(Self.user(), .platformAdmin) == .forbidden(.platformAdminsOnly))
    }
}
