/// Why what a person entered cannot become a credential.
package struct CredentialFault: Error, Hashable, Sendable {
    /// A JSON Pointer into the fields; empty where no one of them is to blame.
    package let pointer: String
    /// A sentence, without secrets.
    package let message: String

    init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }
}
