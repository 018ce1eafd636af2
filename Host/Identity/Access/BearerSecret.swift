import Crypto

/// A text that opens a door to whoever sends it: a prefix that scanners recognise, 256 random bits, and a checksum, so that a
/// guess or a cut copy is refused without a look at the database.
package struct BearerSecret: Sendable {
    /// The whole text, shown once.
    package let text: String

    private static let randomDigits = 64
    private static let checksumDigits = 8

    /// A new secret; the prefix ends with an underscore.
    package init(prefix: String) {
        let random = SymmetricKey(size: .bits256)
        let body = prefix + (unsafe random.withUnsafeBytes { unsafe Self.hexadecimal($0) })
        text = body + Self.checksum(of: body)
    }

    /// What somebody sent; nil when it was not made here.
    package init?(_ text: String, prefix: String) {
        guard text.utf8.count == prefix.utf8.count + Self.randomDigits + Self.checksumDigits, text.hasPrefix(prefix) else { return nil }
        guard text.hasSuffix(Self.checksum(of: String(text.dropLast(Self.checksumDigits)))) else { return nil }
        self.text = text
    }

    /// What is stored: 256 random bits need no salt and no slow hash.
    package var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// The prefix and 20 of the random bits: enough to tell one key from another, too few to help a guess.
    package func hint(prefix: String) -> String { String(text.prefix(prefix.count + 5)) }

    private static func checksum(of body: String) -> String {
        hexadecimal(SHA256.hash(data: Array(body.utf8)).prefix(checksumDigits / 2))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension BearerSecret: CustomStringConvertible, CustomReflectable {
    /// Never the secret.
    package var description: String { "BearerSecret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
