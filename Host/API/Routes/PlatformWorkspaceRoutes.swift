import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// All workspaces, for those who administer the installation; what is in them they do not see.
struct PlatformWorkspaceRoutes: Sendable {
    let tenancy: Tenancy

    var routes: [Route] { [list, get, update, delete] }

    private static let id: Route.Parameter = .path("workspace", "The workspace.")

    private var list: Route {
        Route(
            .get, "/api/v1/platform/workspaces", id: "listAllWorkspaces", tag: "Platform",
            summary: "Lists the workspaces of the installation, oldest first.", parameters: [.cursor, .limit],
            answers: [.init(.ok, "A page of workspaces.", .page(of: "PlatformWorkspace"))]
        ) { call in
            let page = try await tenancy.workspaces.list(after: call.cursor { WorkspaceID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.platformJSON), next: page.next))
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/platform/workspaces/{workspace}", id: "getAnyWorkspace", tag: "Platform", summary: "Shows a workspace.",
            parameters: [Self.id], answers: [.init(.ok, "The workspace.", .reference("PlatformWorkspace"))]
        ) { call in .json(try await tenancy.workspaces.get(workspace(call)).platformJSON) }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/platform/workspaces/{workspace}", id: "administerWorkspace", tag: "Platform",
            summary: "Gives a workspace another plan, suspends it or opens it again.", parameters: [Self.id],
            body: .json([
                "type": "object",
                "properties": [
                    "plan": ["type": "string", "minLength": 1, "maxLength": 64],
                    "suspended": ["type": "boolean", "description": "A suspended workspace takes in no webhooks and lets nobody in."],
                ],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.ok, "The workspace.", .reference("PlatformWorkspace"))]
        ) { call in
            let workspace = try await tenancy.workspaces.administer(
                workspace(call), plan: call.body["plan"]?.string, isSuspended: call.body["suspended"]?.bool)
            return .json(workspace.platformJSON)
        }
    }

    private var delete: Route {
        Route(
            .delete, "/api/v1/platform/workspaces/{workspace}", id: "deleteAnyWorkspace", tag: "Platform",
            summary: "Deletes a workspace with all that is in it.", parameters: [Self.id], answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await tenancy.workspaces.deleteAsPlatformAdmin(workspace(call))
            return .nothing
        }
    }

    private func workspace(_ call: Call) throws -> WorkspaceID { try call.identifier("workspace", of: "workspace") }
}
