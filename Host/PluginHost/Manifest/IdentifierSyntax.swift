/// How ids are written. They become paths, file names and step references, so they are short and plain.
enum IdentifierSyntax {
    /// Of a connector: `google-drive`.
    case connector
    /// Of an action, a trigger or a scheme: `send_message`.
    case declaration
    /// Of a stream, which may be the provider's own name for a table: 1 to 255 characters.
    case stream

    var rule: String {
        switch self {
        case .connector: "lower-case letters, digits and '-', starting with a letter, 63 at most"
        case .declaration: "lower-case letters, digits and '_', starting with a letter, 63 at most"
        case .stream: "255 characters at most"
        }
    }

    func allows(_ id: String) -> Bool {
        switch self {
        case .connector: Self.isName(id, separator: "-")
        case .declaration: Self.isName(id, separator: "_")
        case .stream: id.unicodeScalars.count <= 255
        }
    }

    private static func isName(_ id: String, separator: Unicode.Scalar) -> Bool {
        guard let first = id.unicodeScalars.first, ("a"..."z").contains(first), id.unicodeScalars.count <= 63 else { return false }
        return id.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == separator }
    }
}
