package import Model

/// One mail, of plain text, to one person.
package struct Mail: Hashable, Sendable {
    package let to: EmailAddress
    /// Line breaks and other controls become spaces.
    package let subject: String
    /// Lines end in `\n`.
    package let text: String

    package init(to: EmailAddress, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}
