import PatchbayJSON

/// A set of the types that the keyword `type` names.
struct SchemaTypes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let null = SchemaTypes(rawValue: 1)
    static let boolean = SchemaTypes(rawValue: 2)
    /// Whole numbers, also written as `1.0`.
    static let integer = SchemaTypes(rawValue: 4)
    /// Numbers that are not whole.
    static let fraction = SchemaTypes(rawValue: 8)
    static let string = SchemaTypes(rawValue: 16)
    static let array = SchemaTypes(rawValue: 32)
    static let object = SchemaTypes(rawValue: 64)
    static let number: SchemaTypes = [.integer, .fraction]
    static let all = SchemaTypes(rawValue: 127)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The type with this name in a schema.
    init?(named name: String) {
        guard let named = Self.names.first(where: { $0.name == name }) else { return nil }
        self = named.type
    }

    @inline(__always)
    func allows(_ value: JSON) -> Bool {
        switch value {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .number(let number): contains(.number) || contains(number.isInteger ? .integer : .fraction)
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// “a string or null”.
    var phrase: String {
        // A number includes the whole ones, so those are named only where fractions are not allowed.
        let names = Self.names.filter { isSuperset(of: $0.type) && ($0.type != .integer || !contains(.fraction)) }
        return SchemaPhrase.list(names.map(\.phrase))
    }

    private static let names: [(name: String, type: SchemaTypes, phrase: String)] = [
        ("string", .string, "a string"), ("number", .number, "a number"), ("integer", .integer, "a whole number"),
        ("boolean", .boolean, "true or false"), ("object", .object, "an object"), ("array", .array, "a list"), ("null", .null, "null"),
    ]
}
