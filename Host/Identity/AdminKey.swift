import Crypto

/// The key that the first start hands to whoever can read the data folder: `pb_admin_` and 256 random bits in hexadecimal.
struct AdminKey: Sendable {
    static let prefix = "pb_admin_"
    private static let digits = 64

    let text: String

    /// A new key.
    init() {
        let random = SymmetricKey(size: .bits256)
        let secret = unsafe random.withUnsafeBytes { bytes in
            unsafe bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        text = Self.prefix + secret
    }

    /// The key that a file holds; nil when it is cut or something else.
    init?(file: [UInt8]) {
        let text = String(decoding: file.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let secret = text.dropFirst(Self.prefix.count)
        guard text.hasPrefix(Self.prefix), secret.utf8.count == Self.digits, secret.allSatisfy(\.isHexDigit) else { return nil }
        self.text = text
    }

    var file: [UInt8] { Array((text + "\n").utf8) }

    /// What is stored: 256 random bits need no salt and no slow hash.
    var hash: [UInt8] { Array(Self.digest(of: text)) }

    static func digest(of bearer: String) -> SHA256Digest {
        SHA256.hash(data: Array(bearer.utf8))
    }
}

extension AdminKey: CustomStringConvertible, CustomReflectable {
    /// Never the key.
    var description: String { "AdminKey" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
