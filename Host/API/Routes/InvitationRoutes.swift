import Egress
import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// Letting people in.
struct InvitationRoutes: Sendable {
    let invitations: InvitationService
    let mailer: Mailer
    let publicURL: String

    var routes: [Route] { [create, list, revoke, accept] }

    private var create: Route {
        Route(
            .post, "/api/v1/invitations", id: "createInvitation", tag: "Members",
            summary: "Invites an address to the workspace for seven days, by mail where that is set up; the link is shown this once.",
            body: .json([
                "type": "object", "required": ["email", "role"], "properties": ["email": .email, "role": .role],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.created, "The invitation, with its link.", .reference("NewInvitation"))]
        ) { call in
            let (invitation, token) = try await invitations.create(
                email: call.text("email"), role: Role(rawValue: call.text("role")) ?? .viewer, by: call.caller, in: call.workspace)
            // What follows # is not sent to servers, so it stands in no log.
            let url = "\(publicURL)/invitations#\(token.text)"
            post(invitation, url: url)
            var answer = invitation.json.object ?? [:]
            answer["token"] = .string(token.text)
            answer["url"] = .string(url)
            return .json(.object(answer), status: .created, headers: [.cacheControl: "no-store"])
        }
    }

    /// A mail that cannot be posted is no failure: the inviter has the link.
    private func post(_ invitation: Invitation, url: String) {
        guard mailer.isSetUp, let address = EmailAddress(invitation.email) else { return }
        try? mailer.post { .invitation(to: address, as: invitation.role, url: url, publicURL: publicURL) }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/invitations", id: "listInvitations", tag: "Members", summary: "Lists invitations, oldest first, used ones too.",
            parameters: [.cursor, .limit], answers: [.init(.ok, "A page of invitations.", .page(of: "Invitation"))]
        ) { call in
            let page = try await invitations.list(in: call.workspace, after: call.cursor { InvitationID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var revoke: Route {
        Route(
            .delete, "/api/v1/invitations/{id}", id: "revokeInvitation", tag: "Members", summary: "Takes an invitation back.",
            parameters: [.path("id", "The invitation.")], answers: [.init(.noContent, "It is good no longer.")]
        ) { call in
            try await invitations.revoke(call.identifier(of: "invitation"), in: call.workspace)
            return .nothing
        }
    }

    private var accept: Route {
        Route(
            .post, "/api/v1/invitations/accept", id: "acceptInvitation", tag: "Members",
            summary: "Makes the user who is logged in a member; the invitation must have been sent to their address.",
            body: .json([
                "type": "object", "required": ["token"], "properties": ["token": ["type": "string", "minLength": 1, "maxLength": 200]],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.ok, "The workspace and the role in it.", .reference("WorkspaceSummary"))]
        ) { call in .json(try await invitations.accept(token: call.text("token"), user: call.user).json) }
    }
}

extension Mail {
    fileprivate static func invitation(to address: EmailAddress, as role: Role, url: String, publicURL: String) -> Mail {
        Mail(
            to: address, subject: "You are invited to a workspace at Patchbay",
            text: """
                Somebody invites \(address) to a workspace at \(publicURL), with the role \(role.rawValue).

                Log in or register there with this address, and accept within seven days:

                    \(url)

                If you do not know what this is about, there is nothing to do.
                """)
    }
}
