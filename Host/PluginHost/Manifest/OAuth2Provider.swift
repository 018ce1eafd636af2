import PatchbayJSON

/// How a provider speaks OAuth 2.0 (RFC 6749).
package struct OAuth2Provider: Hashable, Sendable {
    /// How the client authenticates to the token endpoint.
    package enum ClientAuth: String, CaseIterable, Sendable {
        case basic, post
    }

    /// The name by which templates call the token that the host gets.
    package static let token = "access_token"

    package let authorizeURL: String?
    package let tokenURL: String
    package let revokeURL: String?
    /// Asked for always; actions may need more.
    package let scopes: [String]
    package let scopeSeparator: String
    /// Proof key by SHA-256 (RFC 7636).
    package let usesPKCE: Bool
    package let clientAuth: ClientAuth
    /// Sent to the authorize URL beside the standard ones.
    package let authorizeParameters: [String: String]

    init(_ reader: inout ManifestReader) {
        authorizeURL = reader.string("authorize_url")
        tokenURL = reader.requiredString("token_url")
        revokeURL = reader.string("revoke_url")
        scopes = reader.strings("scopes") ?? []
        scopeSeparator = reader.string("scope_separator") ?? " "
        usesPKCE = reader.bool("pkce")
        clientAuth = reader.choice("client_auth", ClientAuth.self) ?? .basic
        authorizeParameters = reader.object("authorize_parameters", unknownKeys: .ignored) { parameters in
            parameters.object.keys.reduce(into: [:]) { $0[$1] = parameters.string($1) }
        } ?? [:]
    }
}
