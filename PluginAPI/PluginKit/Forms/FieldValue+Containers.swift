extension Optional: FieldValue where Wrapped: FieldValue {
    public static func schema() throws -> JSONObject { try Wrapped.schema() }
    public static func standIn() -> Wrapped? { nil }
    public static var absent: Wrapped?? { .some(nil) }

    public static func read(_ value: JSON, at path: String) throws -> Wrapped? {
        value.isNull ? nil : try Wrapped.read(value, at: path)
    }
}

extension Array: FieldValue where Element: FieldValue {
    public static func schema() throws -> JSONObject {
        ["type": "array", "items": .object(try Element.schema()), "x-kind": "list"]
    }

    public static func standIn() -> [Element] { [] }

    public static func read(_ value: JSON, at path: String) throws -> [Element] {
        guard let array = value.array else { throw CallError.illTyped(path, "a list") }
        return try array.enumerated().map { index, element in try Element.read(element, at: "\(path)/\(index)") }
    }
}

extension Dictionary: FieldValue where Key == String, Value: FieldValue {
    public static func schema() throws -> JSONObject {
        ["type": "object", "additionalProperties": .object(try Value.schema()), "x-kind": "key_value"]
    }

    public static func standIn() -> [String: Value] { [:] }

    public static func read(_ value: JSON, at path: String) throws -> [String: Value] {
        guard let object = value.object else { throw CallError.illTyped(path, "an object") }
        var dictionary: [String: Value] = [:]
        for (key, element) in object { dictionary[key] = try Value.read(element, at: "\(path)/\(key)") }
        return dictionary
    }
}
