/// Text with places for what a connection holds: `Bearer {{secret:token}}`, `{{field:user}}`.
package struct CredentialTemplate: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case text(String)
        /// A field that never leaves the host.
        case secret(String)
        case field(String)
    }

    package let pieces: [Piece]

    package init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    /// The text with its places filled; nil when the connection lacks one of the fields, which may be optional.
    package func filled(secret: (String) -> String?, field: (String) -> String?) -> String? {
        var text = ""
        for piece in pieces {
            let part: String? =
                switch piece {
                case .text(let text): text
                case .secret(let name): secret(name)
                case .field(let name): field(name)
                }
            guard let part else { return nil }
            text += part
        }
        return text
    }
}

extension CredentialTemplate {
    /// Reads a template. Throws a ``Fault`` at the first place that is none.
    init(_ text: String) throws(Fault) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else { throw .unclosed }
            if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
            pieces.append(try Self.place(rest[open.upperBound..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(.text(String(rest))) }
        self.init(pieces)
    }

    enum Fault: Error {
        case unclosed
        /// The host knows no such kind of place.
        case unknownPlace(String)
    }

    private static func place(_ text: Substring) throws(Fault) -> Piece {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { throw .unknownPlace(String(text)) }
        switch parts[0] {
        case "secret": return .secret(String(parts[1]))
        case "field": return .field(String(parts[1]))
        default: throw .unknownPlace(String(text))
        }
    }
}
