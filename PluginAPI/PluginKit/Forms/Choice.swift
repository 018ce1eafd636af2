/// An enumeration whose cases are the choices of a field.
///
/// ```swift
/// enum Units: String, Choice {
///     case metric, imperial
/// }
/// ```
public protocol Choice: FieldValue, RawRepresentable<String>, CaseIterable {
    /// What a person reads; by default the raw value, "plain_text" as "Plain text".
    var label: String { get }
}

extension Choice {
    public var label: String {
        let words = rawValue.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    public static func schema() -> JSONObject {
        let choices = allCases.map { JSON.members(["const": $0.rawValue, "title": $0.label]) }
        return ["type": "string", "oneOf": .array(choices), "x-kind": "select"]
    }

    public static func standIn() throws -> Self {
        guard let first = allCases.first else { throw CallError.bug("\(Self.self) has no cases to choose from.") }
        return first
    }

    public static func read(_ value: JSON, at path: String) throws -> Self {
        guard let choice = value.string.flatMap(Self.init(rawValue:)) else {
            throw CallError.illTyped(path, "one of \(allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }
}
