import PatchbayJSON

extension Components {
    /// Plans, and what is used of them.
    static let plans: JSONObject = [
        "Plan": [
            "type": "object", "required": ["id", "name", "workflows", "runs_per_month", "retention_days", "requests_per_hour"],
            "properties": [
                "id": ["type": "string"], "name": ["type": "string"], "workflows": limit, "runs_per_month": limit, "retention_days": limit,
                "requests_per_hour": limit,
            ],
        ],
        "Usage": [
            "type": "object", "required": ["plan", "workflows", "runs", "requests", "history"],
            "properties": [
                "plan": ["$ref": "#/components/schemas/Plan"],
                "workflows": use(resets: false),
                "runs": use(resets: true),
                "requests": use(resets: true),
                "history": [
                    "type": "array", "description": "Twelve months, this one first.",
                    "items": [
                        "type": "object", "required": ["month", "runs"],
                        "properties": ["month": ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"], "runs": ["type": "integer"]],
                    ],
                ],
            ],
        ],
    ]

    private static let limit: JSON = ["type": ["integer", "null"], "description": "null is without limit."]

    private static func use(resets: Bool) -> JSON {
        var properties: JSONObject = ["used": ["type": "integer"], "limit": limit]
        if resets { properties["resets_at"] = ["type": "string", "format": "date-time"] }
        return ["type": "object", "required": .array(properties.keys.map(JSON.string)), "properties": .object(properties)]
    }
}
