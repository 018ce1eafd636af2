import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// Keys with which programs call the API.
struct APIKeyRoutes: Sendable {
    let keys: APIKeyService

    var routes: [Route] { [create, list, get, revoke] }

    private var create: Route {
        Route(
            .post, "/api/v1/api-keys", id: "createAPIKey", tag: "API keys",
            summary: "Makes a key, which is shown this once; it may do no more than whoever makes it.",
            body: .json([
                "type": "object", "required": ["name", "scopes"],
                "properties": [
                    "name": .name,
                    "scopes": ["type": "array", "minItems": 1, "maxItems": .number(JSONNumber(Scope.allCases.count)), "items": .scope],
                    "expires_at": ["type": "string", "format": "date-time", "description": "Without it the key does not expire."],
                ],
                "additionalProperties": false,
            ], limit: 1 << 16),
            answers: [.init(.created, "The key, with its text.", .reference("NewAPIKey"))]
        ) { call in
            let scopes = (call.body["scopes"]?.array ?? []).compactMap { $0.string.flatMap(Scope.init) }
            let new = try await keys.create(
                name: call.text("name"), scopes: Set(scopes), expiresAt: call.time("expires_at"), by: call.caller, in: call.workspace)
            var answer = new.key.json.object ?? [:]
            answer["key"] = .string(new.secret.text)
            return .json(
                .object(answer), status: .created,
                headers: [.location: "/api/v1/api-keys/\(new.key.id.text)", .cacheControl: "no-store"])
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/api-keys", id: "listAPIKeys", tag: "API keys", summary: "Lists keys, oldest first, revoked ones too.",
            parameters: [.cursor, .limit], answers: [.init(.ok, "A page of keys.", .page(of: "APIKey"))]
        ) { call in
            let page = try await keys.list(in: call.workspace, after: call.cursor { APIKeyID($0) != nil }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/api-keys/{id}", id: "getAPIKey", tag: "API keys", summary: "Shows a key, but not its text.",
            parameters: [.path("id", "The key.")], answers: [.init(.ok, "The key.", .reference("APIKey"))]
        ) { call in .json(try await keys.get(call.identifier(of: "API key"), in: call.workspace).json) }
    }

    private var revoke: Route {
        Route(
            .delete, "/api/v1/api-keys/{id}", id: "revokeAPIKey", tag: "API keys",
            summary: "Revokes a key: it opens nothing from the next request on. The list keeps it, with the date.",
            parameters: [.path("id", "The key.")], answers: [.init(.noContent, "It is revoked.")]
        ) { call in
            try await keys.revoke(call.identifier(of: "API key"), in: call.workspace)
            return .nothing
        }
    }
}

extension JSON {
    static let scope: JSON = ["enum": .array(Scope.allCases.map { .string($0.rawValue) })]
}

extension Call {
    /// A moment in the body; nil when it is left out.
    fileprivate func time(_ name: String) throws -> Timestamp? {
        guard let text = body[name]?.string else { return nil }
        guard let time = Timestamp(text) else {
            throw Problem.invalid([.init(pointer: "/\(name)", message: "must be a moment such as 2026-03-14T09:26:53Z")])
        }
        return time
    }
}
