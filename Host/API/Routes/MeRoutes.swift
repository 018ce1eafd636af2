import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// What users see and change of themselves.
struct MeRoutes: Sendable {
    let accounts: Accounts
    let authenticator: Authenticator

    var routes: [Route] { [get, update, sessions, endSession] }

    private var get: Route {
        Route(
            .get, "/api/v1/me", id: "getMe", tag: "Me", summary: "Shows who has logged in, and the workspaces they are a member of.",
            answers: [.init(.ok, "The user.", .reference("Me"))]
        ) { call in
            try await me(accounts.user(call.user))
        }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/me", id: "updateMe", tag: "Me", summary: "Changes one's own name.",
            body: .json(UserSchemas.object(["name": UserSchemas.name]), limit: 1 << 16), answers: [.init(.ok, "The user.", .reference("Me"))]
        ) { call in
            try await me(accounts.update(call.user, .init(name: call.body["name"]?.string)))
        }
    }

    private func me(_ user: User) async throws -> Response {
        var object = user.members
        object["workspaces"] = .array(try await authenticator.memberships(of: user.id).map(\.json))
        return .json(.object(object))
    }

    private var sessions: Route {
        Route(
            .get, "/api/v1/me/sessions", id: "listMySessions", tag: "Me", summary: "Lists where one is logged in, newest first, 100 at most.",
            answers: [.init(.ok, "The sessions.", .page(of: "Session"))]
        ) { call in
            let (user, current) = try call.ownSession
            return .json(.page(try await accounts.sessions(of: user).map { $0.json(current: current) }, next: nil))
        }
    }

    private var endSession: Route {
        Route(
            .delete, "/api/v1/me/sessions/{session}", id: "endMySession", tag: "Me",
            summary: "Logs out elsewhere: the session's tokens are refused from now on.",
            parameters: [.path("session", "The session.")], answers: [.init(.noContent, "It has ended.")]
        ) { call in
            try await accounts.endSession(call.identifier("session", of: "session"), of: call.user)
            return .nothing
        }
    }
}
