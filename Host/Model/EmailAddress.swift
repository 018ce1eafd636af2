import PatchbayPattern

/// An address of a mailbox, `ada@example.com`, in lower case: whoever writes it with capitals means the same mailbox.
///
/// What RFC 5321 allows beyond letters, digits and a few signs (quotes, comments, other scripts before the `@`) is refused, so an
/// address can stand in a header, an SMTP command or a log line as it is. A domain of another script is given in its `xn--` form.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// RFC 5321, 4.5.3.1.3, less the angle brackets.
    package static let maximumLength = 254

    /// What an address looks like, as a schema says it.
    package static let pattern =
        "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,63}){0,10}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,10}$"

    private static let form = try? Pattern(pattern)

    package let text: String

    /// Nil for what is none.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, Self.form?.wholeMatch(in: text) != nil else { return nil }
        self.text = text.lowercased()
    }

    /// An address read back from our own database.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }
}
