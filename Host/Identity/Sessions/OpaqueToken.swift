import Crypto

/// 256 random bits behind a prefix, which a scanner for secrets and our own log redaction know: handed out once, stored as SHA-256.
struct OpaqueToken: Sendable {
    /// Renews a session.
    static let refreshPrefix = "pb_refresh_"
    /// Sets a new password. Without our prefix, as in development the link is read in the log.
    static let resetPrefix = "reset_"
    private static let digits = 64

    let text: String

    /// A new one.
    init(prefix: String) {
        text = prefix + SymmetricKey(size: .bits256).bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// One that came from outside; nil for what cannot be one.
    init?(_ text: String, prefix: String) {
        guard text.hasPrefix(prefix), text.utf8.count == prefix.utf8.count + Self.digits else { return nil }
        self.text = text
    }

    /// What is stored: 256 random bits need no salt and no slow hash.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension OpaqueToken: CustomStringConvertible, CustomReflectable {
    /// Never the token.
    var description: String { "OpaqueToken" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
