import Identity
import Model
import PatchbayJSON

extension Plan {
    /// `{"id", "name", "workflows", "runs_per_month", "retention_days", "requests_per_hour"}`; null is without limit.
    var json: JSON {
        [
            "id": .string(id), "name": .string(name), "workflows": .limit(limits.workflows), "runs_per_month": .limit(limits.runsPerMonth),
            "retention_days": .limit(limits.retentionDays), "requests_per_hour": .limit(limits.requestsPerHour),
        ]
    }

    /// A plan as a client writes it: all limits, so that none is lifted by being forgotten.
    static let schema: JSON = [
        "type": "object", "required": ["name", "workflows", "runs_per_month", "retention_days", "requests_per_hour"],
        "properties": [
            "name": ["type": "string", "minLength": 1, "maxLength": 100],
            "workflows": limit(from: 0, to: most), "runs_per_month": limit(from: 0, to: most),
            "retention_days": limit(from: 1, to: 36_500), "requests_per_hour": limit(from: 1, to: most),
        ],
        "additionalProperties": false,
    ]

    private static let most: Int64 = 1_000_000_000_000

    private static func limit(from least: Int64, to most: Int64) -> JSON {
        [
            "type": ["integer", "null"], "minimum": .number(JSONNumber(least)), "maximum": .number(JSONNumber(most)),
            "description": "null is without limit.",
        ]
    }

    /// From a body that satisfies ``schema``.
    init(id: String, _ body: JSON) throws {
        guard let first = id.utf8.first, id.utf8.count <= 40, ("a"..."z").contains(Character(Unicode.Scalar(first))),
            id.utf8.allSatisfy(Self.isPartOfID)
        else {
            throw Problem.invalid([.init(pointer: "plan", message: "must be up to 40 of a-z, 0-9, - and _, a letter first")])
        }
        self.init(
            id: id, name: body["name"]?.string ?? id,
            limits: Limits(
                workflows: try Self.limit("workflows", in: body), runsPerMonth: try Self.limit("runs_per_month", in: body),
                retentionDays: try Self.limit("retention_days", in: body), requestsPerHour: try Self.limit("requests_per_hour", in: body)))
    }

    /// Only null is without limit, and nothing that was misunderstood.
    private static func limit(_ name: String, in body: JSON) throws -> Int64? {
        if body[name] == .null { return nil }
        guard let limit = body[name]?.int64 else { throw Problem.invalid([.init(pointer: "/" + name, message: "must be a whole number or null")]) }
        return limit
    }

    private static func isPartOfID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension JSON {
    fileprivate static func limit(_ limit: Int64?) -> JSON { limit.map { .number(JSONNumber($0)) } ?? .null }
}

extension Usage {
    /// What is used, what the plan allows, and when it begins anew.
    var json: JSON {
        [
            "plan": plan.json,
            "workflows": ["used": .number(JSONNumber(workflows)), "limit": .limit(plan.limits.workflows)],
            "runs": ["used": .number(JSONNumber(months.first?.runs ?? 0)), "limit": .limit(plan.limits.runsPerMonth), "resets_at": .time(runsResetAt)],
            "requests": ["used": .number(JSONNumber(requests)), "limit": .limit(plan.limits.requestsPerHour), "resets_at": .time(requestsResetAt)],
            "history": .array(months.map { ["month": .string($0.start.monthText), "runs": .number(JSONNumber($0.runs))] }),
        ]
    }
}
