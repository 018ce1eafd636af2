import PatchbayJSON

extension Components {
    /// The shapes of the audit log.
    static let audit: JSONObject = [
        "AuditEntry": [
            "type": "object", "required": ["number", "time", "actor", "action", "outcome", "address", "trace_id", "hash"],
            "properties": [
                "number": ["type": "integer", "description": "From 1, without gaps, over all workspaces."],
                "time": ["type": "string", "format": "date-time"],
                "workspace_id": ["type": "string", "description": "Absent for what concerns the installation."],
                "actor": ["type": "string", "description": "usr_…, key_…, admin_key or anonymous."],
                "action": ["type": "string"],
                "outcome": ["enum": ["done", "refused"], "description": "refused: the caller was known and may not do this."],
                "subject": ["type": "string", "description": "The id of the object."],
                "address": ["type": "string", "description": "Of the client."],
                "trace_id": ["type": "string"],
                "hash": ["type": "string", "description": "SHA-256 over the hash of the entry before and this entry, in hexadecimal."],
            ],
        ]
    ]
}
