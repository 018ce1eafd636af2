import FoundationEssentials

/// The header of an access token, read before anything else of it is.
///
/// It must be the one that we write, member by member: our algorithm, one of our keys, nothing else. So no header can talk
/// the check into another algorithm, another key or an extension (RFC 8725, 3.1).
struct AccessHeader: Sendable {
    let keyID: String

    /// Nil for any other header.
    init?(of token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isBase64URL) }),
            let data = Data(base64Encoded: Self.standard(parts[0])),
            let members = try? JSONDecoder().decode([String: String].self, from: data), members.count == 3,
            members["alg"] == "EdDSA", members["typ"] == "JWT", let keyID = members["kid"]
        else { return nil }
        self.keyID = keyID
    }

    /// Whether a bearer has the shape of a token rather than of a key.
    static func isToken(_ bearer: String) -> Bool {
        bearer.utf8.count { $0 == UInt8(ascii: ".") } == 2
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }

    private static func standard(_ text: Substring) -> String {
        let digits = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return digits + String(repeating: "=", count: (4 - digits.utf8.count % 4) % 4)
    }
}
