import HTTPTypes
import Identity
import PatchbayJSON

/// The OpenAPI 3.1 document of a route table (https://spec.openapis.org/oas/v3.1.0).
struct OpenAPIDocument {
    let routes: [Route]
    let table: AuthorizationTable
    let version: String
    let publicURL: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Patchbay",
                "version": .string(version),
                "summary": "Connect accounts, run actions, build workflows.",
                "description": .string(Self.description),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(publicURL)]],
            "tags": .array(tags),
            "paths": paths,
            "components": [
                "schemas": Components.all,
                "responses": ["Problem": Components.problemAnswer],
                "securitySchemes": ["key": ["type": "http", "scheme": "bearer"]],
            ],
        ]
    }

    private var tags: [JSON] {
        var seen: Set<String> = []
        return routes.map(\.tag).filter { seen.insert($0).inserted }.map { ["name": .string($0)] }
    }

    private var paths: JSON {
        var paths: JSONObject = [:]
        for route in routes {
            let path = route.path.hasSuffix("**}") ? route.path.dropLast(3) + "}" : route.path
            var item = paths[path]?.object ?? [:]
            item[route.method.rawValue.lowercased()] = operation(route)
            paths[path] = .object(item)
        }
        return .object(paths)
    }

    private func operation(_ route: Route) -> JSON {
        var operation: JSONObject = [
            "operationId": .string(route.id),
            "summary": .string(route.summary),
            "tags": [.string(route.tag)],
        ]
        let requirement = table[route]?.requirement ?? .anyone
        let isRepeatable = route.method == .post && requirement != .anyone
        let parameters =
            route.parameters + (requirement.namesWorkspace ? [.workspaceHeader] : []) + (isRepeatable ? [.idempotencyKey] : [])
        if !parameters.isEmpty { operation["parameters"] = .array(parameters.map(Self.parameter)) }
        if let body = route.body { operation["requestBody"] = Self.requestBody(body) }
        operation["responses"] = Self.responses(route)
        if requirement != .anyone { operation["security"] = requirement == .guest ? [[:], ["key": []]] : [["key": []]] }
        operation["x-patchbay-access"] = requirement.json
        return .object(operation)
    }

    private static func parameter(_ parameter: Route.Parameter) -> JSON {
        [
            "name": .string(parameter.name),
            "in": .string(parameter.location.rawValue),
            "description": .string(parameter.summary),
            "required": .bool(parameter.required),
            "schema": parameter.schema,
        ]
    }

    private static func requestBody(_ body: Route.Body) -> JSON {
        switch body.content {
        case .json(let schema):
            ["required": .bool(body.required), "content": ["application/json": ["schema": schema]]]
        case .any:
            ["required": .bool(body.required), "content": ["*/*": ["schema": [:]]]]
        }
    }

    private static func responses(_ route: Route) -> JSON {
        var responses: JSONObject = [:]
        for answer in route.answers {
            var response: JSONObject = ["description": .string(answer.summary)]
            if let schema = answer.schema {
                var content: JSONObject = ["application/json": ["schema": schema]]
                if let lines = answer.lines { content["application/x-ndjson"] = ["schema": lines] }
                response["content"] = .object(content)
            }
            responses[String(answer.status.code)] = .object(response)
        }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        return .object(responses)
    }

    private static let description = """
        Every route that takes the header Patchbay-Workspace also answers under /api/v1/workspaces/{workspace}/…: \
        /api/v1/workspaces/ws_…/runs is /api/v1/runs for that workspace. A key belongs to one workspace and need not name it, nor \
        must a user who is a member of one only.

        A POST with an Idempotency-Key has its effect once: a repeat within a day gets the stored answer, with the header \
        Idempotency-Replayed: true.
        """
}

extension Requirement {
    fileprivate var namesWorkspace: Bool {
        if case .workspace = self { true } else { false }
    }

    /// Who may call, for readers: `{"role": "editor", "scope": "runs:write"}`.
    fileprivate var json: JSON {
        switch self {
        case .anyone, .guest: ["caller": "anyone"]
        case .caller: ["caller": "key_or_user"]
        case .user: ["caller": "user"]
        case .platformAdmin: ["caller": "platform_admin"]
        case .workspace(let role, let scope): ["role": .string(role.rawValue), "scope": .string(scope.rawValue)]
        }
    }
}

extension Route.Parameter {
    fileprivate static let workspaceHeader = header("Patchbay-Workspace", "The workspace, where the caller has several.")
}
