package import PatchbayJSON

/// Why a document is no schema that can be checked in full.
package struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the schema.
    package let pointer: JSONPointer
    /// The keyword at fault; nil where the whole place is.
    package let keyword: String?
    /// What is wrong, as a phrase: “must be a whole number from 0”.
    package let reason: String

    /// A sentence for a person.
    package var description: String {
        let place = pointer.tokens.isEmpty ? "The schema" : "The schema at \(pointer)"
        return keyword.map { "\(place): ‘\($0)’ \(reason)." } ?? "\(place) \(reason)."
    }
}
