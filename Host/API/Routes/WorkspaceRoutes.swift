import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// Workspaces: made by whoever may, changed by their admins, deleted by their owners.
struct WorkspaceRoutes: Sendable {
    let tenancy: Tenancy

    var routes: [Route] { [create, list, get, update, delete] }

    private static let id: Route.Parameter = .path("workspace", "The workspace.")

    private var create: Route {
        Route(
            .post, "/api/v1/workspaces", id: "createWorkspace", tag: "Workspaces",
            summary: "Makes a workspace; its key and its webhook secrets are shown this once.",
            body: .json([
                "type": "object", "required": ["name", "email"],
                "properties": [
                    "name": .name, "email": .email,
                    "plan": [
                        "type": "string", "minLength": 1, "maxLength": 64, "default": .string(WorkspaceService.defaultPlan),
                        "description": "Plans other than free are given by those who administer the installation.",
                    ],
                ],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.created, "The workspace, with what opens it.", .reference("NewWorkspace"))]
        ) { call in
            let created = try await tenancy.workspaces.create(
                name: call.text("name"), email: call.text("email"), plan: call.body["plan"]?.string, by: call.principal?.caller)
            let id = created.workspace.id.text
            return .json(
                [
                    "workspace_id": .string(id), "api_key": .string(created.apiKey.secret.text),
                    "webhook_secret": .string(created.signing.text), "verification_secret": .string(created.verification.text),
                    "workspace": created.workspace.json,
                ],
                status: .created, headers: [.location: "/api/v1/workspaces/\(id)", .cacheControl: "no-store"])
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/workspaces", id: "listWorkspaces", tag: "Workspaces",
            summary: "Lists the workspaces of a user, or the one of a key.",
            answers: [.init(.ok, "All of them.", .page(of: "WorkspaceSummary"))]
        ) { call in
            let memberships: [JSON]
            switch call.principal?.caller {
            case .user(let user, _, _): memberships = try await tenancy.members.memberships(of: user).map(\.json)
            case .apiKey(_, let workspace, _): memberships = [try await tenancy.workspaces.get(workspace).summary]
            case .adminKey: memberships = [try await tenancy.workspaces.get(tenancy.workspaces.first).summary]
            case nil: memberships = []
            }
            return .json(.page(memberships, next: nil))
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/workspaces/{workspace}", id: "getWorkspace", tag: "Workspaces", summary: "Shows a workspace and its settings.",
            parameters: [Self.id], answers: [.init(.ok, "The workspace.", .reference("Workspace"))]
        ) { call in .json(try await tenancy.workspaces.get(call.workspace).json) }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/workspaces/{workspace}", id: "updateWorkspace", tag: "Workspaces",
            summary: "Renames a workspace, or changes its settings.", parameters: [Self.id],
            body: .json([
                "type": "object",
                "properties": [
                    "name": .name, "email": .email, "allow_end_user_connections": ["type": "boolean"],
                    "event_url": [
                        "type": ["string", "null"], "minLength": 1, "maxLength": 2048,
                        "description": "Where events are sent, https; null for nowhere.",
                    ],
                    "incoming_default": .incomingDefault,
                ],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.ok, "The workspace.", .reference("Workspace"))]
        ) { call in
            .json(try await tenancy.workspaces.update(call.workspace, WorkspaceChange(call.body)).json)
        }
    }

    private var delete: Route {
        Route(
            .delete, "/api/v1/workspaces/{workspace}", id: "deleteWorkspace", tag: "Workspaces",
            summary: "Deletes a workspace with all that is in it; nobody can read that again. Its runs are cancelled.",
            parameters: [Self.id], answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await tenancy.workspaces.delete(call.workspace, by: call.caller)
            return .nothing
        }
    }
}

extension WorkspaceChange {
    fileprivate init(_ body: JSON) {
        let eventURL: String?? = body["event_url"].map { $0.string }
        self.init(
            name: body["name"]?.string, email: body["email"]?.string, allowsEndUserConnections: body["allow_end_user_connections"]?.bool,
            eventURL: eventURL, incomingDefault: body["incoming_default"]?.string.flatMap(IncomingDefault.init))
    }
}

extension JSON {
    static let name: JSON = ["type": "string", "minLength": 1, "maxLength": 200]
    static let email: JSON = [
        "type": "string", "maxLength": .number(JSONNumber(EmailAddress.maximumLength)), "pattern": .string(EmailAddress.pattern),
    ]
    static let role: JSON = ["enum": .array(Role.allCases.map { .string($0.rawValue) })]
    static let incomingDefault: JSON = [
        "enum": .array(IncomingDefault.allCases.map { .string($0.rawValue) }),
        "description": "How webhooks are verified where a workflow does not say.",
    ]
}

extension Call {
    /// Who calls, on routes that know.
    var caller: Caller {
        get throws {
            guard let principal else { throw Problem.unauthorized("This needs a key or a token.") }
            return principal.caller
        }
    }

    /// A text of the body that its schema requires.
    func text(_ name: String) -> String { body[name]?.string ?? "" }
}
