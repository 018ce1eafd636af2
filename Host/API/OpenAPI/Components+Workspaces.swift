import Identity
import PatchbayJSON

extension Components {
    /// Workspaces and what opens them.
    static let workspaces: JSONObject = [
        "Workspace": [
            "type": "object",
            "required": ["id", "name", "plan", "allow_end_user_connections", "incoming_default", "warnings", "created_at"],
            "properties": [
                "id": text, "name": text, "email": text, "plan": text, "allow_end_user_connections": ["type": "boolean"],
                "event_url": text, "incoming_default": .incomingDefault, "warnings": ["type": "array", "items": text], "created_at": moment,
            ],
        ],
        "WorkspaceSummary": [
            "type": "object", "required": ["id", "name"], "properties": ["id": text, "name": text, "role": .role],
        ],
        "NewWorkspace": [
            "type": "object", "required": ["workspace_id", "api_key", "webhook_secret", "verification_secret", "workspace"],
            "properties": [
                "workspace_id": text, "api_key": ["type": "string", "description": "With all scopes; shown once."],
                "webhook_secret": ["type": "string", "description": "Verify with it what this workspace sends you; shown once."],
                "verification_secret": ["type": "string", "description": "Sign with it what you send this workspace; shown once."],
                "workspace": .reference("Workspace"),
            ],
        ],
        "PlatformWorkspace": [
            "type": "object", "required": ["id", "name", "plan", "suspended", "created_at"],
            "properties": [
                "id": text, "name": text, "email": text, "plan": text, "suspended": ["type": "boolean"], "suspended_at": moment,
                "created_at": moment,
            ],
        ],
        "Member": [
            "type": "object", "required": ["user", "email", "name", "role", "joined_at"],
            "properties": ["user": text, "email": text, "name": text, "role": .role, "joined_at": moment],
        ],
        "Invitation": invitation,
        "NewInvitation": [
            "allOf": [
                .reference("Invitation"),
                ["type": "object", "required": ["token", "url"], "properties": ["token": text, "url": text]],
            ]
        ],
        "APIKey": [
            "type": "object", "required": ["id", "name", "hint", "scopes", "created_by", "created_at"],
            "properties": [
                "id": text, "name": text, "hint": ["type": "string", "description": "How the key begins."],
                "scopes": ["type": "array", "items": .scope], "created_by": text, "created_at": moment, "expires_at": moment,
                "last_used_at": ["type": "string", "format": "date-time", "description": "Up to a minute late."], "revoked_at": moment,
            ],
        ],
        "NewAPIKey": [
            "allOf": [.reference("APIKey"), ["type": "object", "required": ["key"], "properties": ["key": text]]]
        ],
        "WebhookSecret": [
            "type": "object", "required": ["id", "purpose", "current", "created_at"],
            "properties": [
                "id": text, "purpose": ["enum": .array(WebhookSecretPurpose.allCases.map { .string($0.rawValue) })],
                "current": ["type": "boolean"], "created_at": moment, "expires_at": moment,
            ],
        ],
        "NewWebhookSecret": [
            "allOf": [.reference("WebhookSecret"), ["type": "object", "required": ["secret"], "properties": ["secret": text]]]
        ],
    ]

    private static let invitation: JSON = [
        "type": "object", "required": ["id", "email", "role", "state", "invited_by", "created_at", "expires_at"],
        "properties": [
            "id": text, "email": text, "role": .role, "state": ["enum": ["pending", "accepted", "expired", "revoked"]],
            "invited_by": text, "created_at": moment, "expires_at": moment, "accepted_at": moment, "revoked_at": moment,
        ],
    ]

    private static let text: JSON = ["type": "string"]
    private static let moment: JSON = ["type": "string", "format": "date-time"]
}
