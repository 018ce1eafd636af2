import HTTPTypes
import PatchbayJSON

/// The OpenAPI 3.1 document of a route table (https://spec.openapis.org/oas/v3.1.0).
struct OpenAPIDocument {
    let routes: [Route]
    let version: String
    let publicURL: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Patchbay",
                "version": .string(version),
                "summary": "Connect accounts, run actions, build workflows.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(publicURL)]],
            "tags": .array(tags),
            "paths": paths,
            "components": [
                "schemas": Components.schemas,
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
            item[route.method.rawValue.lowercased()] = Self.operation(route)
            paths[path] = .object(item)
        }
        return .object(paths)
    }

    private static func operation(_ route: Route) -> JSON {
        var operation: JSONObject = [
            "operationId": .string(route.id),
            "summary": .string(route.summary),
            "tags": [.string(route.tag)],
        ]
        if !route.parameters.isEmpty { operation["parameters"] = .array(route.parameters.map(parameter)) }
        if let body = route.body { operation["requestBody"] = requestBody(body) }
        operation["responses"] = responses(route)
        if route.access != .anyone { operation["security"] = [["key": []]] }
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
            if let schema = answer.schema { response["content"] = ["application/json": ["schema": schema]] }
            responses[String(answer.status.code)] = .object(response)
        }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        return .object(responses)
    }
}
