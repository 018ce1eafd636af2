package import Model
package import PatchbayJSON

/// A kind of record that can be read from the provider as a whole, as the manifest declares it.
package struct StreamDeclaration: Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// Everything, every time.
        case full
        /// What changed since the state.
        case incremental
    }

    package let id: String
    package let name: String
    package let description: String?
    /// Of the records.
    package let schema: JSONSchema?
    /// Where in a record is what tells it from others.
    package let primaryKey: [JSONPointer]
    /// Where in a record is what rises with every change.
    package let cursorField: JSONPointer?
    package let modes: [Mode]
    /// Raised when states of an older release can no longer be read.
    package let stateVersion: Int
    /// Why this host cannot read it.
    package let disabledReason: String?
}

extension StreamDeclaration {
    init(_ reader: inout ManifestReader) {
        id = reader.identifier(.stream)
        name = reader.requiredString("name")
        description = reader.string("description")
        _ = reader.required("schema")
        schema = reader.schema("schema")
        primaryKey = reader.jsonPointers("primary_key")
        cursorField = reader.jsonPointer("cursor_field")
        modes = reader.choices("modes", Mode.self) ?? [.full]
        stateVersion = reader.integer("state_version", upTo: Int(Int32.max)) ?? 1
        disabledReason = reader.takeUnknownChoice()
    }
}
