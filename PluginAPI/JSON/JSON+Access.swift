extension JSON {
    /// The member `key`; nil when this is no object or has no such member.
    public subscript(key: String) -> JSON? { object?[key] }

    /// The element at `index`; nil when this is no array or the index is out of range.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    public var number: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number when it is a whole one within `Int64`, however it is written (`1`, `1.0`, `10e-1`).
    public var int64: Int64? { number?.int64 }

    /// The number rounded to the nearest `Double`.
    public var double: Double? { number?.double }

    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }
}
