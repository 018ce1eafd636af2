import PatchbayJSON

/// The shapes of answers that several routes share.
enum Components {
    static let schemas: JSON = .object(JSONObject([core, users].flatMap { part in part.map { ($0.key, $0.value) } }))

    private static let core: JSONObject = [
        "Problem": [
            "type": "object",
            "description": "RFC 9457. Detail says what happened and what to do; trace_id finds the log lines.",
            "required": ["type", "title", "status", "detail"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"],
                "trace_id": ["type": "string"], "errors": ["type": "array", "items": ["$ref": "#/components/schemas/Fault"]],
            ],
        ],
        "Fault": [
            "type": "object", "required": ["pointer", "message"],
            "properties": ["pointer": ["type": "string"], "message": ["type": "string"]],
        ],
        "Validation": [
            "type": "object", "required": ["valid", "errors", "warnings"],
            "properties": [
                "valid": ["type": "boolean", "description": "Whether the document can be saved: there are no errors."],
                "errors": ["type": "array", "items": ["$ref": "#/components/schemas/Fault"]], "warnings": warnings,
            ],
        ],
        "Health": ["type": "object", "required": ["status"], "properties": ["status": ["const": "ok"], "version": ["type": "string"]]],
        "Readiness": [
            "type": "object", "required": ["status", "checks"],
            "properties": ["status": ["enum": ["ok", "degraded"]], "checks": ["type": "object"]],
        ],
        "Accepted": [
            "type": "object", "required": ["event_id", "run_id"],
            "properties": ["event_id": ["type": "string"], "run_id": ["type": "string"]],
        ],
        "Connector": [
            "type": "object", "required": ["id", "name", "version"],
            "properties": [
                "id": ["type": "string"], "name": ["type": "string"], "version": ["type": "string"], "description": ["type": "string"],
                "category": ["type": "string"], "icon": ["type": "string"], "documentation_url": ["type": "string"],
                "actions": ["type": "array", "items": ["type": "object"]], "triggers": ["type": "array", "items": ["type": "object"]],
                "auth": ["type": "array", "items": ["type": "object"]],
            ],
        ],
        "Plugin": [
            "type": "object", "required": ["file", "id", "state", "size", "isolation", "warnings"],
            "properties": [
                "file": ["type": "string"], "id": ["type": "string"],
                "state": ["enum": ["serving", "starting", "held", "quarantined", "refused", "disabled"]],
                "reason": ["type": "string", "description": "Why it takes no calls, and what to do."], "quarantined_until": time,
                "name": ["type": "string"], "version": ["type": "string"], "sha256": ["type": "string"],
                "build_id": ["type": "string", "description": "The linker's id, by which debuggers find symbols."],
                "size": ["type": "integer"], "toolchain": ["type": "string"], "isolation": ["enum": ["worker", "none"]],
                "warnings": ["type": "array", "items": ["type": "string"]], "fault": ["$ref": "#/components/schemas/PluginFault"],
            ],
        ],
        "PluginFault": [
            "type": "object", "description": "How this build ended last, when that was its own fault.", "required": ["time", "message"],
            "properties": [
                "time": time, "message": ["type": "string"],
                "crash": [
                    "type": "object", "required": ["signal", "build", "places"],
                    "properties": [
                        "signal": ["type": "string"], "build": ["type": "string", "description": "The first digits of the file's SHA-256."],
                        "places": [
                            "type": "array", "items": ["type": "string"],
                            "description": "Offsets in the plugin, or in a library's file, innermost first; one with a question mark is a guess.",
                        ],
                        "call": [
                            "type": "object", "required": ["operation", "attempt", "trace_id"],
                            "properties": ["operation": ["type": "string"], "attempt": ["type": "integer"], "trace_id": ["type": "string"]],
                        ],
                    ],
                ],
            ],
        ],
        "PluginDetail": [
            "allOf": [
                ["$ref": "#/components/schemas/Plugin"],
                [
                    "type": "object", "required": ["affected_workflows"],
                    "properties": [
                        "affected_workflows": [
                            "type": "array",
                            "items": [
                                "type": "object", "required": ["workflow", "name", "step", "path", "message"],
                                "properties": [
                                    "workflow": ["type": "string"], "name": ["type": "string"], "step": ["type": "string"],
                                    "path": ["type": "string", "description": "A JSON pointer into the workflow's document."],
                                    "message": ["type": "string"],
                                ],
                            ],
                        ],
                    ],
                ],
            ]
        ],
        "Connection": [
            "type": "object", "required": ["id", "number", "connector", "scheme", "name", "state", "fields", "created_at", "updated_at"],
            "properties": [
                "id": ["type": "string"], "number": ["type": "integer"], "connector": ["type": "string"], "scheme": ["type": "string"],
                "name": ["type": "string"], "state": ["type": "string"],
                "fields": ["type": "object", "description": "What is not secret."],
                "created_at": time, "updated_at": time,
            ],
        ],
        "ConnectionTest": [
            "type": "object", "required": ["ok", "outcome", "message"],
            "properties": ["ok": ["type": "boolean"], "outcome": ["enum": ["works", "fails", "untestable"]], "message": ["type": "string"], "details": [:]],
        ],
        "Workflow": [
            "type": "object", "required": ["id", "name", "enabled", "version", "created_at", "updated_at"],
            "properties": [
                "id": ["type": "string"], "name": ["type": "string"], "enabled": ["type": "boolean"], "version": ["type": "integer"],
                "webhook_url": ["type": "string"], "created_at": time, "updated_at": time, "definition": ["type": "object"],
                "warnings": warnings,
            ],
        ],
        "Run": run,
        "RunDetail": [
            "allOf": [
                ["$ref": "#/components/schemas/Run"],
                [
                    "type": "object", "required": ["steps"],
                    "properties": [
                        "trigger": [:], "output": [:], "error": ["$ref": "#/components/schemas/Failure"],
                        "steps": ["type": "array", "items": ["$ref": "#/components/schemas/Step"]],
                    ],
                ],
            ]
        ],
        "Step": [
            "type": "object", "required": ["id", "state", "attempts"],
            "properties": [
                "id": ["type": "string"], "state": ["type": "string"],
                "attempts": ["type": "array", "items": ["$ref": "#/components/schemas/Attempt"]],
            ],
        ],
        "Attempt": [
            "type": "object", "required": ["attempt", "state", "started_at"],
            "properties": [
                "attempt": ["type": "integer"], "state": ["type": "string"], "started_at": time, "sent_at": time, "finished_at": time,
                "next_retry_at": time, "retried_at": time, "provider_status": ["type": "integer"], "input": [:], "output": [:],
                "error": ["$ref": "#/components/schemas/Failure"], "log": ["type": "array", "items": ["type": "object"]],
                "exchanges": ["type": "array", "items": ["type": "object"]], "output_mismatches": ["type": "array"],
            ],
        ],
        "Failure": [
            "type": "object", "required": ["class", "message"],
            "properties": [
                "class": ["type": "string"], "message": ["type": "string"], "retry_after_ms": ["type": "integer"],
                "provider_status": ["type": "integer"],
            ],
        ],
    ]

    static let problemAnswer: JSON = [
        "description": "What went wrong, and what to do.",
        "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]

    private static let warnings: JSON = [
        "type": "array", "items": ["$ref": "#/components/schemas/Fault"],
        "description": "What will not run with the connectors and connections that there are now; lists leave it out.",
    ]

    static let time: JSON = ["type": "string", "format": "date-time"]

    private static let run: JSON = [
        "type": "object", "required": ["id", "state", "trace_id", "created_at"],
        "properties": [
            "id": ["type": "string"],
            "state": ["enum": ["queued", "running", "waiting", "succeeded", "failed", "cancelled", "in_doubt"]],
            "workflow_id": ["type": "string"], "workflow_version": ["type": "integer"], "connector": ["type": "string"],
            "action": ["type": "string"], "event_id": ["type": "string"], "trace_id": ["type": "string"],
            "created_at": time, "started_at": time, "finished_at": time, "next_at": time, "error_class": ["type": "string"],
            "cancelling": ["type": "boolean"],
            "waiting": [
                "type": "object", "required": ["reason", "connector", "since", "until"],
                "description": "What the run waits for, unless it is only a retry; at until it is tried a last time.",
                "properties": [
                    "reason": ["enum": ["connector_unavailable"]], "connector": ["type": "string"], "since": time, "until": time,
                ],
            ],
            "dead_letter": [
                "type": "boolean",
                "description": "The run failed because a connector stayed away for too long; retry it when that is back.",
            ],
        ],
    ]
}

extension JSON {
    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/" + name)] }

    static func page(of name: String) -> JSON {
        [
            "type": "object", "required": ["items"],
            "properties": ["items": ["type": "array", "items": .reference(name)], "next_cursor": ["type": "string"]],
        ]
    }
}
