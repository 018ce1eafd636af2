package import PatchbayJSON

/// How the host finds out that a webhook's request is the provider's.
package struct WebhookVerification: Hashable, Sendable {
    package enum Algorithm: String, CaseIterable, Sendable {
        /// The provider signs nothing; the address is all that is secret.
        case none
        case hmacSHA1 = "hmac-sha1"
        case hmacSHA256 = "hmac-sha256"
        case ed25519
        /// The header holds the secret itself.
        case token
    }

    package enum Encoding: String, CaseIterable, Sendable {
        case hex, base64
    }

    /// A request that the host answers by itself.
    package struct Challenge: Hashable, Sendable {
        /// Where to look in the request's body, and what is there in a challenge.
        package let place: JSONPointer
        package let value: JSON
        /// Where in the body the answer is.
        package let answer: JSONPointer
    }

    package let algorithm: Algorithm
    /// Where the signature is.
    package let header: String?
    /// What stands before it there: `v0=`.
    package let prefix: String
    package let encoding: Encoding
    /// What is signed; `{body}`, `{timestamp}` and `{url}` stand for the request's own.
    package let signed: String
    /// Where the time of sending is, in seconds since 1970.
    package let timestampHeader: String?
    /// How old a request may be.
    package let tolerance: Duration?
    /// Id of the secret field that holds the key.
    package let secret: String?
    package let challenge: Challenge?
}

extension WebhookVerification {
    init(_ reader: inout ManifestReader) {
        _ = reader.required("algorithm")
        algorithm = reader.choice("algorithm", Algorithm.self) ?? .none
        header = reader.string("header")
        prefix = reader.string("prefix") ?? ""
        encoding = reader.choice("encoding", Encoding.self) ?? .hex
        signed = reader.string("signed") ?? "{body}"
        timestampHeader = reader.string("timestamp_header")
        tolerance = reader.integer("tolerance_s", upTo: 86_400).map { .seconds($0) }
        secret = reader.string("secret")
        challenge = reader.object("challenge", Challenge.init)
        if algorithm != .none, header ?? "" == "" { reader.refuse("'header' must name where the signature is.") }
        if algorithm != .none, secret ?? "" == "" { reader.refuse("'secret' must name the field that holds the key.") }
    }
}

extension WebhookVerification.Challenge {
    init(_ reader: inout ManifestReader) {
        _ = (reader.required("when"), reader.required("answer"))
        place = reader.jsonPointer("when") ?? JSONPointer()
        value = reader.required("equals") ?? .null
        answer = reader.jsonPointer("answer") ?? JSONPointer()
    }
}
