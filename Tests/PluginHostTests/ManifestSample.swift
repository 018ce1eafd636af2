import PatchbayJSON

/// Manifests to take apart.
enum ManifestSample {
    /// No more than every manifest must have.
    static let smallest: JSONObject = ["id": "slack", "name": "Slack", "version": "1.0.0"]

    /// The smallest, with members added or replaced.
    static func with(_ members: JSONObject) -> JSON {
        .object(members.reduce(into: smallest) { $0[$1.key] = $1.value })
    }

    /// A manifest with one action that has these members beside those it must have.
    static func action(_ members: JSONObject, beside others: JSONObject = [:]) -> JSON {
        let action = members.reduce(into: ["id": "send", "name": "Send", "input": ["type": "object"]] as JSONObject) { $0[$1.key] = $1.value }
        return with(others.reduce(into: ["actions": [.object(action)]]) { $0[$1.key] = $1.value })
    }

    /// A manifest with one scheme that has these members beside those it must have.
    static func scheme(_ members: JSONObject) -> JSON {
        let scheme = members.reduce(into: ["id": "token", "kind": "custom", "name": "Token"] as JSONObject) { $0[$1.key] = $1.value }
        return with(["auth": [.object(scheme)]])
    }

    /// A form with these properties.
    static func form(_ properties: JSONObject) -> JSON { ["type": "object", "properties": .object(properties)] }

    /// Every member that the schema of manifests knows, somewhere.
    static let complete: JSON = [
        "manifest_version": 1, "id": "slack", "name": "Slack", "version": "2.1.0-beta.1+7", "description": "Messages.",
        "category": "communication", "icon": "<svg/>", "documentation_url": "https://example.com", "license": "MIT", "keywords": ["chat"],
        "aliases": ["slack-old"], "deprecated": ["message": "Use the other.", "replacement": "other"], "requires": ["patchbay.blocking/1"],
        "hosts": [["host": "*.slack.com", "scheme": "https", "port": 8443, "methods": ["GET", "POST"]], ["host": "{connection}"]],
        "limits": ["concurrency": 4, "timeout_ms": 5000, "memory_mb": 64],
        "rate_limits": [["requests": 1, "per_ms": 1000, "scope": "account", "actions": ["send"]]],
        "auth": [
            [
                "id": "token", "kind": "api_key", "name": "Token", "setup": "Get it.", "hosts": ["*.slack.com"],
                "fields": form(["token": field, "user": ["type": "string"]]),
                "apply": [
                    "headers": ["X-Key": "{{secret:token}}"], "query": ["user": "{{field:user}}"],
                    "basic": ["username": "{{field:user}}", "password": "{{secret:token}}"], "url": "{{secret:token}}",
                ],
                "url_pattern": "^https://", "test": ["operation": "auth.test", "action": "send"], "identity": ["operation": "auth.identity"],
            ],
            [
                "id": "oauth", "kind": "oauth2", "name": "OAuth",
                "oauth2": [
                    "authorize_url": "https://a", "token_url": "https://t", "revoke_url": "https://r", "scopes": ["chat:write"],
                    "scope_separator": ",", "pkce": true, "client_auth": "post", "authorize_parameters": ["prompt": "consent"],
                ],
            ],
        ],
        "actions": [[
            "id": "send", "name": "Send", "description": "Sends.", "noun": "message", "aliases": ["post"],
            "hints": ["read_only": false, "idempotent": true, "destructive": false, "idempotency_key_header": "Idempotency-Key"],
            "scopes": ["chat:write"], "auth": ["token"], "input": ["type": "object", "properties": ["text": field], "required": ["text"], "additionalProperties": false],
            "output": ["type": "object"], "sample_input": ["text": "hello"], "sample_output": [:], "documentation_url": "https://example.com",
            "deprecated": ["message": "Use the other."], "timeout_ms": 1000, "rate_cost": 2,
            "pagination": ["kind": "cursor", "cursor": "/next", "field": "text", "items": "/list"],
        ]],
        "triggers": [[
            "id": "said", "name": "Said", "description": "Something was said.", "kind": "webhook", "input": form([:]), "output": ["type": "object"],
            "sample_output": [:], "subscribes": true, "poll_interval_ms": 60000, "dedupe_key": "/id", "scopes": [], "auth": [], "aliases": ["heard"],
            "deprecated": ["message": "Use the other."], "documentation_url": "https://example.com", "state_version": 2,
            "verification": [
                "algorithm": "hmac-sha256", "header": "X-Signature", "prefix": "v0=", "encoding": "hex", "signed": "{timestamp}{body}",
                "timestamp_header": "X-Time", "tolerance_s": 300, "secret": "token",
                "challenge": ["when": "/type", "equals": "url_verification", "answer": "/challenge"],
            ],
        ]],
        "streams": [[
            "id": "Messages", "name": "Messages", "description": "All of them.", "schema": ["type": "object"], "primary_key": ["/id"],
            "cursor_field": "/ts", "modes": ["full", "incremental"], "state_version": 3,
        ]],
        "permissions": ["files": true],
    ]

    private static let field: JSON = [
        "type": "string", "title": "Text", "description": "Help.", "x-kind": "search_select", "x-placeholder": "…", "x-secret": true, "x-advanced": true,
        "x-group": "more", "x-order": 1, "x-language": "html", "x-options": ["dynamic": true, "search": true, "paging": true, "depends_on": ["a"]],
        "x-depends-on": ["a"], "x-visible-when": ["field": "a", "equals": "b"], "x-aliases": ["old_name"], "x-deprecated": ["message": "No more."],
    ]
}
