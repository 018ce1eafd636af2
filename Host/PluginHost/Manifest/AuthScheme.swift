package import PatchbayPattern

/// One way to sign in: what a person enters, where the host puts it, and who may receive it.
package struct AuthScheme: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case none
        case apiKey = "api_key"
        case bearer, basic, oauth2, custom
        case urlSecret = "url_secret"
        case template
    }

    package let id: String
    /// `custom` also when this host does not know the kind; the scheme is disabled then.
    package let kind: Kind
    package let name: String
    /// How to get the credential, Markdown.
    package let setup: String?
    /// What a person enters; nil when there is nothing to enter.
    package let form: Form?
    /// Who may receive the credential: lines of the connector's allow-list, with their schemes, ports and methods.
    package let hosts: [AllowedHost]
    package let application: AuthApplication
    /// What a URL that is itself the secret must match as a whole.
    package let urlPattern: Pattern?
    package let oauth2: OAuth2Provider?
    package let test: CredentialTest?
    /// The plugin answers `auth.identity`.
    package let hasIdentity: Bool
    /// Why this host cannot use the scheme.
    package let disabledReason: String?
}

/// How the host finds out whether a credential works.
package enum CredentialTest: Hashable, Sendable {
    /// It asks the plugin, `auth.test`.
    case operation
    /// It runs a read-only action that needs no input.
    case action(String)
}

extension AuthScheme {
    /// Ids of the fields that never leave the host.
    package var secretFields: [String] { form?.secretFields ?? [] }

    /// Ids of the fields that a plugin is given with the connection.
    package var plainFields: [String] { form?.plainFields ?? [] }

    /// Whether a URL may be the scheme's secret.
    package func accepts(url: String) -> Bool {
        urlPattern.map { $0.wholeMatch(in: url) != nil } ?? true
    }
}
