/// How a provider speaks OAuth 2.0.
public struct OAuth2: JSONConvertible {
    /// How the client authenticates to the token endpoint.
    public enum ClientAuth: String, Sendable {
        case basic, post
    }

    public let json: JSON

    /// - Parameters:
    ///   - scopes: Asked for always; actions may need more.
    ///   - scopeSeparator: A space in the standard; some want a comma.
    ///   - pkce: Proof key by SHA-256.
    ///   - authorizeParameters: Sent to the authorize URL beside the standard ones.
    public init(
        authorize: String, token: String, revoke: String? = nil,
        scopes: [String] = [], scopeSeparator: String = " ", pkce: Bool = true, clientAuth: ClientAuth = .basic,
        authorizeParameters: [String: String] = [:]
    ) {
        json = .members([
            "authorize_url": authorize, "token_url": token, "revoke_url": revoke,
            "scopes": scopes, "scope_separator": scopeSeparator, "pkce": pkce, "client_auth": clientAuth.rawValue,
            "authorize_parameters": authorizeParameters.isEmpty ? nil : authorizeParameters,
        ])
    }
}
