extension String: FieldValue {
    public static func schema() -> JSONObject { ["type": "string", "x-kind": "text"] }
    public static func standIn() -> String { "" }

    public static func read(_ value: JSON, at path: String) throws -> String {
        guard let string = value.string else { throw CallError.illTyped(path, "text") }
        return string
    }
}

extension Bool: FieldValue {
    public static func schema() -> JSONObject { ["type": "boolean", "x-kind": "boolean"] }
    public static func standIn() -> Bool { false }

    public static func read(_ value: JSON, at path: String) throws -> Bool {
        guard let bool = value.bool else { throw CallError.illTyped(path, "true or false") }
        return bool
    }
}

extension Int: FieldValue {
    public static func schema() -> JSONObject { ["type": "integer", "x-kind": "integer"] }
    public static func standIn() -> Int { 0 }

    public static func read(_ value: JSON, at path: String) throws -> Int {
        guard let number = value.int64, let int = Int(exactly: number) else {
            throw CallError.illTyped(path, "a whole number")
        }
        return int
    }
}

extension Double: FieldValue {
    public static func schema() -> JSONObject { ["type": "number", "x-kind": "number"] }
    public static func standIn() -> Double { 0 }

    public static func read(_ value: JSON, at path: String) throws -> Double {
        guard let double = value.double else { throw CallError.illTyped(path, "a number") }
        return double
    }
}

extension JSON: FieldValue {
    public static func schema() -> JSONObject { ["x-kind": "json"] }
    public static func standIn() -> JSON { .null }
    public static func read(_ value: JSON, at path: String) -> JSON { value }
}
