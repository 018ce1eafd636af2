/// Where the host puts a credential on a request, as data.
package struct AuthApplication: Hashable, Sendable {
    /// A header or a query parameter.
    package struct Entry: Hashable, Sendable {
        /// Without secrets: names are shown where values are masked.
        package let name: CredentialTemplate
        package let value: CredentialTemplate
    }

    /// User name and password of HTTP's Basic scheme.
    package struct Basic: Hashable, Sendable {
        package let username: CredentialTemplate
        package let password: CredentialTemplate
    }

    package let headers: [Entry]
    package let query: [Entry]
    package let basic: Basic?
    /// The whole URL, for which `connection:` stands in a request.
    package let url: CredentialTemplate?

    init(headers: [Entry] = [], query: [Entry] = [], basic: Basic? = nil, url: CredentialTemplate? = nil) {
        self.headers = headers
        self.query = query
        self.basic = basic
        self.url = url
    }

    /// A token in the `Authorization` header, RFC 6750 section 2.1.
    static func bearer(_ secret: String) -> AuthApplication {
        let value = CredentialTemplate([.text("Bearer "), .secret(secret)])
        return AuthApplication(headers: [Entry(name: CredentialTemplate([.text("Authorization")]), value: value)])
    }

    var isEmpty: Bool { headers.isEmpty && query.isEmpty && basic == nil && url == nil }
}
