/// Reads the fields of a form, or learns what they are. A ``Form`` gets it and calls it once per property.
public struct Fields: Sendable {
    private(set) var declared: [Field] = []
    private let input: JSONObject?
    private let path: String

    /// Learns: hands out stand-ins and keeps the declarations.
    init() {
        input = nil
        path = ""
    }

    /// Reads `input`, which lies at `path` within the whole input.
    init(reading input: JSONObject, at path: String) {
        self.input = input
        self.path = path
    }

    /// Declares a field and gives its value.
    ///
    /// - Throws: ``CallError`` of class `invalid_input` that names the field, when it is missing or has another type.
    public mutating func callAsFunction<Value: FieldValue>(
        _ id: String, _ label: String, _ traits: Trait<Field>...
    ) throws -> Value {
        guard let input else {
            let isRequired = Value.absent == nil
            declared.append(Field(id, label, schema: try Value.schema(), isRequired: isRequired, traits))
            return try Value.standIn()
        }
        let here = path.isEmpty ? id : "\(path)/\(id)"
        if let value = input[id] { return try Value.read(value, at: here) }
        // Only now the traits are of interest, and rarely.
        let field = Field(id, label, schema: [:], isRequired: true, traits)
        if let value = field.aliases.lazy.compactMap({ input[$0] }).first ?? field.entry["default"] {
            return try Value.read(value, at: here)
        }
        guard let absent = Value.absent else { throw CallError.invalidInput("“\(label)” is missing.", field: here) }
        return absent
    }

    var schema: JSONObject { Field.schema(of: declared).object ?? [:] }

    static func declared(by form: (some Form).Type) throws -> Fields {
        var fields = Fields()
        _ = try form.init(&fields)
        return fields
    }
}
