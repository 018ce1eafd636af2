import FoundationEssentials

/// The public half of a key that signs access tokens, as a JSON Web Key shows it (RFC 8037): who has it can check them.
package struct PublishedKey: Hashable, Sendable {
    package let id: String
    /// Base64url without padding.
    package let x: String

    init(id: String, publicKey: [UInt8]) {
        self.id = id
        x = Data(publicKey).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
