import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// Who belongs to a workspace.
struct MemberRoutes: Sendable {
    let members: MemberService

    var routes: [Route] { [list, update, remove, leave] }

    private static let user: Route.Parameter = .path("user", "The member's user.")

    private var list: Route {
        Route(
            .get, "/api/v1/members", id: "listMembers", tag: "Members", summary: "Lists the members of the workspace.",
            parameters: [.cursor, .limit], answers: [.init(.ok, "A page of members.", .page(of: "Member"))]
        ) { call in
            let page = try await members.list(in: call.workspace, after: call.cursor { UserID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/members/{user}", id: "updateMember", tag: "Members",
            summary: "Gives a member another role; it counts from the next request on. Only owners make and change owners.",
            parameters: [Self.user],
            body: .json(
                ["type": "object", "required": ["role"], "properties": ["role": .role], "additionalProperties": false], limit: 1 << 16),
            answers: [.init(.ok, "The member.", .reference("Member"))]
        ) { call in
            let member = try await members.setRole(
                of: call.identifier("user", of: "member"), to: Role(rawValue: call.text("role")) ?? .viewer, by: call.caller,
                in: call.workspace)
            return .json(member.json)
        }
    }

    private var remove: Route {
        Route(
            .delete, "/api/v1/members/{user}", id: "removeMember", tag: "Members",
            summary: "Removes a member, and takes back the invitations that they sent. Only owners remove owners.",
            parameters: [Self.user], answers: [.init(.noContent, "They are a member no longer.")]
        ) { call in
            try await members.remove(call.identifier("user", of: "member"), by: call.caller, in: call.workspace)
            return .nothing
        }
    }

    private var leave: Route {
        Route(
            .delete, "/api/v1/me/memberships/{workspace}", id: "leaveWorkspace", tag: "Members",
            summary: "Leaves a workspace; its last owner cannot.", parameters: [.path("workspace", "The workspace.")],
            answers: [.init(.noContent, "You are a member no longer.")]
        ) { call in
            let workspace: WorkspaceID = try call.identifier("workspace", of: "workspace")
            do {
                try await members.leave(workspace, call.user)
            } catch MemberError.notFound {
                throw Problem.notFound("workspace", workspace.text)
            }
            return .nothing
        }
    }
}

extension Call {
    /// The user who calls, on routes for users.
    var user: UserID {
        get throws {
            guard case .user(let user, _, _) = try caller else { throw Problem.unauthorized("This needs the token of a user.") }
            return user
        }
    }
}
