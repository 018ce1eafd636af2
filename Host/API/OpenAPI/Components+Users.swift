import PatchbayJSON

extension Components {
    /// Users, their sessions and what logging in gives.
    static let users: JSONObject = [
        "User": user,
        "Me": [
            "allOf": [
                ["$ref": "#/components/schemas/User"],
                [
                    "type": "object", "required": ["workspaces"],
                    "properties": [
                        "workspaces": [
                            "type": "array",
                            "items": [
                                "type": "object", "required": ["id", "name", "role"],
                                "properties": [
                                    "id": ["type": "string"], "name": ["type": "string"], "role": ["enum": ["viewer", "editor", "admin", "owner"]],
                                ],
                            ],
                        ]
                    ],
                ],
            ]
        ],
        "Session": [
            "type": "object", "required": ["id", "current", "created_at", "used_at", "expires_at", "address", "user_agent"],
            "properties": [
                "id": ["type": "string"], "current": ["type": "boolean", "description": "Whether this request came with it."],
                "created_at": time, "used_at": time, "expires_at": time, "address": ["type": "string"], "user_agent": ["type": "string"],
            ],
        ],
        "AccessToken": [
            "type": "object", "required": ["access_token", "token_type", "expires_at"],
            "properties": ["access_token": ["type": "string"], "token_type": ["const": "Bearer"], "expires_at": time],
        ],
        "LogIn": [
            "type": "object", "required": ["access_token", "token_type", "expires_at", "session_id", "user", "refresh_expires_at"],
            "properties": [
                "access_token": ["type": "string"], "token_type": ["const": "Bearer"], "expires_at": time, "session_id": ["type": "string"],
                "user": ["$ref": "#/components/schemas/User"],
                "refresh_token": ["type": "string", "description": "Shown once; absent where it went into the cookie."],
                "refresh_expires_at": time,
            ],
        ],
        "KeySet": [
            "type": "object", "required": ["keys"],
            "properties": [
                "keys": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["kty", "crv", "alg", "use", "kid", "x"],
                        "properties": [
                            "kty": ["const": "OKP"], "crv": ["const": "Ed25519"], "alg": ["const": "EdDSA"], "use": ["const": "sig"],
                            "kid": ["type": "string"], "x": ["type": "string"],
                        ],
                    ],
                ]
            ],
        ],
    ]

    private static let user: JSON = [
        "type": "object", "required": ["id", "email", "name", "is_platform_admin", "disabled", "created_at", "updated_at"],
        "properties": [
            "id": ["type": "string"], "email": ["type": "string"], "name": ["type": "string"],
            "is_platform_admin": ["type": "boolean", "description": "Whether they administer the installation."],
            "disabled": ["type": "boolean"], "created_at": time, "updated_at": time, "last_log_in_at": time, "disabled_at": time,
        ],
    ]
}
