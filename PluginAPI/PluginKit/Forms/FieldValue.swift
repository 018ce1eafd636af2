/// A type that a field can have.
public protocol FieldValue: Sendable {
    /// The JSON Schema of its values, with `x-kind`.
    static func schema() throws -> JSONObject

    /// Any value, for the time when only declarations are wanted.
    static func standIn() throws -> Self

    /// The value of a field that is left out and has no default; nil when the field must be given.
    static var absent: Self? { get }

    /// - Parameter path: Of the value within the input, for the error: ids joined by `/`.
    /// - Throws: ``CallError`` of class `invalid_input`.
    static func read(_ value: JSON, at path: String) throws -> Self
}

extension FieldValue {
    public static var absent: Self? { nil }
}

extension CallError {
    static func illTyped(_ path: String, _ expected: String) -> CallError {
        .invalidInput("“\(path)” must be \(expected).", field: path)
    }
}
