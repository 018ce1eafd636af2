package import PatchbayJSON

/// One way in which a value breaks its schema.
package struct SchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// Where in the value.
    package let pointer: JSONPointer
    /// The keyword that is broken; `false` where the schema allows no value at all.
    package let keyword: String
    /// What must be otherwise, as a phrase: “must be at most 10 characters long”.
    package let message: String

    package init(pointer: JSONPointer, keyword: String, message: String) {
        self.pointer = pointer
        self.keyword = keyword
        self.message = message
    }

    /// A sentence for a person.
    package var description: String {
        "\(pointer.tokens.isEmpty ? "The value" : pointer.description) \(message)."
    }
}
