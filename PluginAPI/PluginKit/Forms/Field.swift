/// A field of a form, or of an answer: its id and its JSON Schema with what a form needs to show it.
public struct Field: Declaration {
    public let id: String
    /// The property's schema.
    public var entry: JSONObject
    var isRequired = true
    /// Old names of the field, under which an input may still carry it.
    var aliases: [String] = []
    /// Where its choices come from, when they are asked for at run time.
    var options: OptionSource?

    /// Declares a field of a connection or of an answer; text unless a trait says otherwise.
    ///
    /// The fields of an action's input are declared by reading them (``Form``).
    public init(_ id: String, _ label: String, _ traits: Trait<Field>...) {
        self.init(id, label, schema: ["type": "string"], isRequired: true, traits)
    }

    init(_ id: String, _ label: String, schema: JSONObject, isRequired: Bool, _ traits: [Trait<Field>]) {
        self.id = id
        self.isRequired = isRequired
        entry = schema
        entry["title"] = .string(label)
        apply(traits)
    }

    /// The schema of an object with these fields and no others.
    static func schema(of fields: [Field], isOpen: Bool = false) -> JSON {
        var schema: JSONObject = [
            "type": "object",
            "properties": .object(JSONObject(fields.map { ($0.id, .object($0.entry)) })),
        ]
        let required = fields.filter(\.isRequired).map(\.id)
        if !required.isEmpty { schema["required"] = required.json }
        if !isOpen { schema["additionalProperties"] = false }
        return .object(schema)
    }
}
