import Model
import PatchbayJSON

/// Makes values that fit the schemas of forms, from what the schemas themselves offer: constants, choices, defaults, examples,
/// and for the rest the plainest value of the type. What it cannot guess, such as a text for an odd pattern, it leaves out.
enum InputMaker {
    /// Deeper forms than people fill in.
    private static let depth = 8

    /// A value for a form; nil when a required field cannot be guessed.
    ///
    /// - Parameter complete: All fields, not just the required ones.
    static func input(for form: JSON, complete: Bool = false) -> JSON? {
        guard let schema = try? JSONSchema(form), let value = value(for: form, complete: complete, depth: depth) else { return nil }
        return schema.allows(value) ? value : nil
    }

    private static func value(for schema: JSON, complete: Bool, depth: Int) -> JSON? {
        guard depth > 0 else { return nil }
        guard let check = try? JSONSchema(schema) else { return nil }
        let offered = [schema["const"], schema["default"]].compactMap(\.self) + (schema["examples"]?.array ?? []) + choices(schema)
        if let value = offered.first(where: { check.allows($0) && !$0.isNull }) { return value }
        return made(for: schema, complete: complete, depth: depth).first(where: check.allows)
    }

    /// The values of a choice: `enum`, or `oneOf` with `const`.
    static func choices(_ schema: JSON) -> [JSON] {
        (schema["enum"]?.array ?? []) + (schema["oneOf"]?.array ?? []).compactMap { $0["const"] }
    }

    private static func made(for schema: JSON, complete: Bool, depth: Int) -> [JSON] {
        switch schema["type"]?.string ?? schema["type"]?[0]?.string {
        case "string": texts(schema)
        case "integer", "number": numbers(schema)
        case "boolean": [false]
        case "array": [array(schema, complete: complete, depth: depth)].compactMap(\.self)
        case "object": [object(schema, complete: complete, depth: depth)].compactMap(\.self)
        case "null": [.null]
        default: ["a text", [:]]
        }
    }

    /// Texts that patterns often ask for.
    private static func texts(_ schema: JSON) -> [JSON] {
        let hint = schema["x-placeholder"]?.string.map { [$0] } ?? []
        let usual = [
            "a text", "text", "example.org", "api.example.org", "https://example.org/", "name@example.org", "2026-01-31", "12:30:00",
            "2026-01-31T12:30:00Z", "Europe/Zurich", "C0123456789", "1234567890123456789", "1731000000.000100", "#4a154b", "en", "a",
            "P1D", "1", "A", "YWJj",
        ]
        let length = Int(schema["minLength"]?.int64 ?? 0)
        return (hint + usual + [String(repeating: "a", count: min(length, 100_000)), ""]).map(JSON.string)
    }

    private static func numbers(_ schema: JSON) -> [JSON] {
        let bounds = ["minimum", "maximum"].compactMap { schema[$0] }
        let inside = schema["exclusiveMinimum"]?.int64.map { JSON.number(JSONNumber($0 + 1)) }
        return [1, 0] + bounds + [inside, schema["multipleOf"]].compactMap(\.self)
    }

    private static func array(_ schema: JSON, complete: Bool, depth: Int) -> JSON? {
        let least = Int(schema["minItems"]?.int64 ?? 0)
        let count = max(least, complete ? 1 : 0)
        guard count > 0 else { return [] }
        var items = schema["items"]?.object ?? [:]
        // a list shows what one of its elements may be
        if items["x-placeholder"] == nil { items["x-placeholder"] = schema["x-placeholder"] }
        guard count <= 100, let element = value(for: .object(items), complete: complete, depth: depth - 1) else { return nil }
        return .array(Array(repeating: element, count: count))
    }

    private static func object(_ schema: JSON, complete: Bool, depth: Int) -> JSON? {
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        var members: JSONObject = [:]
        for (name, field) in schema["properties"]?.object ?? [:] where complete || required.contains(name) {
            let value = value(for: field, complete: complete, depth: depth - 1)
            if value == nil, required.contains(name) { return nil }
            members[name] = value
        }
        return .object(members)
    }
}
