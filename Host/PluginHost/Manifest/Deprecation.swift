/// Says that something still works but should no longer be used.
package struct Deprecation: Hashable, Sendable {
    package let message: String
    /// The id of what to use instead.
    package let replacement: String?

    init(_ reader: inout ManifestReader) {
        message = reader.requiredString("message")
        replacement = reader.string("replacement")
    }
}
