/// One thing wrong with a workflow document.
package struct DefinitionIssue: Sendable, Hashable {
    /// JSON pointer (RFC 6901) of the place; empty is the document itself.
    package let pointer: String
    /// A sentence that says what is wrong and, where it can, what to write.
    package let message: String

    package init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }
}

/// A workflow document was refused.
package struct DefinitionError: Error, Hashable, Sendable {
    /// All of them, in the order of the document. Never empty.
    package let issues: [DefinitionIssue]
}
