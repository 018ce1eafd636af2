package import Model
package import PatchbayJSON

/// A JSON Schema of type object whose properties also say how to show them: form and check in one document.
package struct Form: Sendable {
    /// As it came.
    package let document: JSON
    /// In the order of the document.
    package let fields: [FormField]
    private let schema: JSONSchema?
    private let aliases: InputAliases

    /// A form without fields.
    init() {
        document = ["type": "object"]
        fields = []
        schema = nil
        aliases = InputAliases(document)
    }

    init(_ reader: inout ManifestReader) {
        document = .object(reader.object)
        if reader.string("type") != "object" { reader.refuse("A form is a JSON Schema of \"type\": \"object\".") }
        let required = Set(reader.strings("required") ?? [])
        fields = reader.object("properties", unknownKeys: .ignored) { properties in
            properties.fields(required: required)
        } ?? []
        schema = reader.schema(document, at: reader.pointer)
        aliases = InputAliases(document)
    }

    /// Whether any field goes by old ids, too.
    package var hasAliases: Bool { !aliases.isEmpty }

    /// The input with each field that goes by an old id under its present one.
    package func normalise(_ input: JSON) -> JSON { aliases.renamed(input) }

    /// What is wrong with an input; empty when it is right.
    package func check(_ input: JSON) -> [SchemaViolation] { schema?.check(input) ?? [] }
}

extension Form {
    /// Ids of the fields that never leave the host.
    package var secretFields: [String] { fields.filter(\.isSecret).map(\.id) }

    /// Ids of the fields that a plugin is given.
    package var plainFields: [String] { fields.filter { !$0.isSecret }.map(\.id) }
}

extension ManifestReader {
    /// Reads the form in a member; nil when there is none. Its unknown keywords are the schema's to refuse.
    mutating func form(_ key: String) -> Form? { object(key, unknownKeys: .ignored, Form.init) }

    fileprivate mutating func fields(required: Set<String>) -> [FormField] {
        let fields = object.keys.compactMap { id in
            object(id, unknownKeys: .ignored) { FormField(id, isRequired: required.contains(id), &$0) }
        }
        var taken = Set(fields.map(\.id))
        for field in fields {
            for alias in field.aliases where !taken.insert(alias).inserted {
                refuse(key: field.id, "The alias \"\(alias)\" is the id or an alias of another field; take it out.")
            }
        }
        return fields
    }
}
