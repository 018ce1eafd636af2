/// What a person or a step fills in for an action: each property is declared, shown and read by one line.
///
/// ```swift
/// struct Message: Form {
///     let channel: String
///     let text: String
///     let thread: String?
///
///     init(_ field: inout Fields) throws {
///         channel = try field("channel", "Channel", .options(channels))
///         text = try field("text", "Text", .multiline, .length(1...40_000))
///         thread = try field("thread_ts", "Thread", .advanced)
///     }
/// }
/// ```
///
/// The property's type decides the field's: `String`, `Int`, `Double`, `Bool`, `JSON`, an array, a dictionary, an enumeration
/// that is a ``Choice``, another form; an optional one may be left out. The initialiser also runs once without input, to learn
/// the declarations, and then gets stand-ins such as "" and 0: do no more in it than read fields, and judge them in the action.
public protocol Form: FieldValue {
    init(_ field: inout Fields) throws
}

extension Form {
    public static func schema() throws -> JSONObject {
        try Fields.declared(by: Self.self).schema
    }

    public static func standIn() throws -> Self {
        var fields = Fields()
        return try Self(&fields)
    }

    public static func read(_ value: JSON, at path: String) throws -> Self {
        guard let object = value.object else { throw CallError.illTyped(path, "an object") }
        var fields = Fields(reading: object, at: path)
        return try Self(&fields)
    }
}

/// The input of an action that needs none.
public struct NoInput: Form {
    public init(_ field: inout Fields) {}
}
