/// How the host finds out that a webhook's request is the provider's.
public struct Verification: JSONConvertible {
    public enum Algorithm: String, Sendable {
        case hmacSHA1 = "hmac-sha1"
        case hmacSHA256 = "hmac-sha256"
        case ed25519
        /// The header holds the secret itself.
        case token
    }

    public enum Encoding: String, Sendable {
        case hex, base64
    }

    public let json: JSON

    /// - Parameters:
    ///   - header: Where the signature is.
    ///   - prefix: What stands before it there, "v0=".
    ///   - signed: What is signed; `{body}`, `{timestamp}` and `{url}` stand for the request's own.
    ///   - timestampHeader: Where the time of sending is, in seconds since 1970.
    ///   - tolerance: How old a request may be.
    ///   - secret: Id of the connection's or app's secret field that holds the key.
    ///   - challenge: A request the host answers by itself: `{"when":"/type","equals":"url_verification","answer":"/challenge"}`.
    public init(
        _ algorithm: Algorithm, header: String, prefix: String? = nil, encoding: Encoding = .hex, signed: String = "{body}",
        timestampHeader: String? = nil, tolerance: Duration? = nil, secret: String, challenge: JSON? = nil
    ) {
        json = .members([
            "algorithm": algorithm.rawValue, "header": header, "prefix": prefix, "encoding": encoding.rawValue,
            "signed": signed, "timestamp_header": timestampHeader,
            "tolerance_s": tolerance.map { Int($0.components.seconds) }, "secret": secret, "challenge": challenge,
        ])
    }

    private init(_ json: JSON) {
        self.json = json
    }

    /// The provider signs nothing; the address is all that is secret.
    public static let none = Verification(["algorithm": "none"])
}
