/// Something to say about one place of a manifest: a reason to refuse it, or a warning.
package struct ManifestFinding: Hashable, Sendable, CustomStringConvertible {
    /// JSON pointer (RFC 6901); empty is the manifest itself.
    package let pointer: String
    /// A sentence that says what is wrong and, where it can, what to write.
    package let message: String

    package init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }

    package var description: String { pointer.isEmpty ? message : "\(pointer): \(message)" }
}
