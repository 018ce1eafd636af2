package import PatchbayJSON

/// How the answer of an action goes on.
package struct Pagination: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case cursor
    }

    package let kind: Kind
    /// Where the next page's mark stands in the answer; nothing or null there is the end.
    package let cursor: JSONPointer
    /// Id of the input field that takes the mark.
    package let field: String
    /// Where the list is in the answer.
    package let items: JSONPointer?

    init(_ reader: inout ManifestReader) {
        _ = (reader.required("kind"), reader.required("cursor"))
        kind = reader.choice("kind", Kind.self) ?? .cursor
        cursor = reader.jsonPointer("cursor") ?? JSONPointer()
        field = reader.requiredString("field")
        items = reader.jsonPointer("items")
    }
}
