/// A value that has a JSON form: what an action may return, and what ``JSON/members(_:)`` takes.
public protocol JSONConvertible: Sendable {
    var json: JSON { get }
}

extension JSON: JSONConvertible {
    public var json: JSON { self }

    /// An object of the members that are not nil.
    ///
    /// ```swift
    /// .members(["text": message.text, "thread_ts": message.thread])   // thread: String?
    /// ```
    public static func members(_ members: KeyValuePairs<String, (any JSONConvertible)?>) -> JSON {
        .object(JSONObject(members.compactMap { key, value in value.map { (key, $0.json) } }))
    }
}

extension JSONObject: JSONConvertible {
    public var json: JSON { .object(self) }
}

extension String: JSONConvertible {
    public var json: JSON { .string(self) }
}

extension Bool: JSONConvertible {
    public var json: JSON { .bool(self) }
}

extension Int: JSONConvertible {
    public var json: JSON { .number(JSONNumber(self)) }
}

extension Double: JSONConvertible {
    /// Null for what JSON cannot say: infinities and NaN.
    public var json: JSON { JSONNumber(self).map(JSON.number) ?? .null }
}

extension Array: JSONConvertible where Element: JSONConvertible {
    public var json: JSON { .array(map(\.json)) }
}

extension Dictionary: JSONConvertible where Key == String, Value: JSONConvertible {
    /// Keys are sorted, so that equal dictionaries give equal text.
    public var json: JSON { .object(JSONObject(sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })) }
}
