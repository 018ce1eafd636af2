/// Why the text of an expression is not one.
package struct ExpressionError: Error, Hashable, Sendable {
    /// A sentence for the author of the workflow.
    package let message: String
    /// Where in the template, in bytes from its start.
    package let offset: Int
}
