import Crypto
import FoundationEssentials
package import Model

/// The bytes of a webhook secret, to sign or verify with, as Standard Webhooks has it (https://www.standardwebhooks.com).
package struct WebhookKey: Sendable {
    static let prefix = "whsec_"

    package let purpose: WebhookSecretPurpose
    private let key: SymmetricKey

    /// A new one.
    init(_ purpose: WebhookSecretPurpose) {
        self.purpose = purpose
        key = SymmetricKey(size: .bits256)
    }

    init(_ purpose: WebhookSecretPurpose, bytes: [UInt8]) {
        self.purpose = purpose
        key = SymmetricKey(data: bytes)
    }

    /// A secret as somebody was shown it; nil when it is not `whsec_` and Base64.
    package init?(_ purpose: WebhookSecretPurpose, text: String) {
        guard text.hasPrefix(Self.prefix), let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))) else { return nil }
        self.init(purpose, bytes: Array(bytes))
    }

    var bytes: [UInt8] { unsafe key.withUnsafeBytes { unsafe Array($0) } }

    /// `whsec_` and Base64, shown once.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// `v1,` and the Base64 of the HMAC-SHA256 of `id.timestamp.body`; the timestamp in seconds since 1970.
    ///
    /// - Precondition: The key is for signing.
    package func signature(id: String, at time: Timestamp, body: [UInt8]) -> String {
        precondition(purpose == .signing, "a key for verification signs nothing")
        return "v1," + Data(code(id: id, seconds: String(time.milliseconds / 1000), body: body)).base64EncodedString()
    }

    /// Whether one of the signatures, which blanks separate, was made with this key; a key for signing verifies nothing. How old
    /// the timestamp may be is for the caller to say.
    package func isAuthentic(signatures: String, id: String, timestamp: String, body: [UInt8]) -> Bool {
        guard purpose == .verification else { return false }
        let message = Self.message(id: id, seconds: timestamp, body: body)
        return signatures.split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: String(signature.dropFirst(3))) else { return false }
            // Compares in the same time wherever the codes differ.
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
        }
    }

    private func code(id: String, seconds: String, body: [UInt8]) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Self.message(id: id, seconds: seconds, body: body), using: key)
    }

    private static func message(id: String, seconds: String, body: [UInt8]) -> [UInt8] {
        Array("\(id).\(seconds).".utf8) + body
    }
}

extension WebhookKey: CustomStringConvertible, CustomReflectable {
    /// Never the key.
    package var description: String { "WebhookKey(\(purpose))" }
    package var customMirror: Mirror { Mirror(self, children: ["purpose": purpose]) }
}
