import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// The users of the installation, for those who administer it.
struct UserRoutes: Sendable {
    let accounts: Accounts
    let identity: Identity

    var routes: [Route] { [list, create, get, update, disableAdminKey] }

    private static let id: Route.Parameter = .path("id", "The user.")

    private var list: Route {
        Route(
            .get, "/api/v1/users", id: "listUsers", tag: "Users", summary: "Lists users, oldest first.", parameters: [.cursor, .limit],
            answers: [.init(.ok, "A page of users.", .page(of: "User"))]
        ) { call in
            let page = try await accounts.users(after: call.cursor { UserID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var create: Route {
        Route(
            .post, "/api/v1/users", id: "createUser", tag: "Users", summary: "Makes a user, also while nobody can register.",
            body: .json(
                UserSchemas.object(
                    [
                        "email": UserSchemas.email, "password": UserSchemas.newPassword, "name": UserSchemas.name,
                        "is_platform_admin": ["type": "boolean", "default": false, "description": "Whether they administer the installation."],
                    ], required: ["email", "password", "name"]), limit: 1 << 16),
            answers: [.init(.created, "The user.", .reference("User"))]
        ) { call in
            let user = try await accounts.create(
                call.email(), name: call.required("name"), password: call.required("password"),
                isPlatformAdmin: call.body["is_platform_admin"]?.bool ?? false)
            return .json(user.json, status: .created, headers: [.location: "/api/v1/users/\(user.id.text)"])
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/users/{id}", id: "getUser", tag: "Users", summary: "Shows a user.", parameters: [Self.id],
            answers: [.init(.ok, "The user.", .reference("User"))]
        ) { call in
            .json(try await accounts.user(call.identifier(of: "user")).json)
        }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/users/{id}", id: "updateUser", tag: "Users",
            summary: "Renames a user, disables or enables one, or makes one a platform admin. Who is disabled loses all sessions at once.",
            parameters: [Self.id],
            body: .json(
                UserSchemas.object(["name": UserSchemas.name, "disabled": ["type": "boolean"], "is_platform_admin": ["type": "boolean"]]),
                limit: 1 << 16),
            answers: [.init(.ok, "The user.", .reference("User"))]
        ) { call in
            let change = Accounts.Change(
                name: call.body["name"]?.string, isPlatformAdmin: call.body["is_platform_admin"]?.bool, isDisabled: call.body["disabled"]?.bool)
            return .json(try await accounts.update(call.identifier(of: "user"), change).json)
        }
    }

    private var disableAdminKey: Route {
        Route(
            .delete, "/api/v1/admin-key", id: "disableAdminKey", tag: "Users",
            summary: "Makes the admin key good for nothing, once a user administers the installation; patchbay admin reset-key makes a new one.",
            answers: [.init(.noContent, "The key opens nothing any more.")]
        ) { _ in
            try await identity.disableAdminKey()
            return .nothing
        }
    }
}
