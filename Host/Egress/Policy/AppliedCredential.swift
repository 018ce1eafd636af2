/// A credential in the form in which it goes onto a request, and the only hosts that may see it. Making one costs some 20 µs for
/// its mask, so keep it as long as the connection's fields do not change.
package struct AppliedCredential: Sendable {
    package let headers: HTTPFields
    package let query: [(name: String, value: String)]
    /// The secret URL that `connection:` stands for.
    package let wholeURL: String?
    /// Where the credential is attached; elsewhere a request with it fails, and a redirect drops it.
    package let hosts: [HostRule]
    /// Finds and replaces the secrets in all that comes back or is recorded.
    package let mask: SecretMask

    /// `secrets` are the values to mask, raw. Applied values that contain none of them count as secrets too.
    package init(
        headers: HTTPFields = [],
        query: [(name: String, value: String)] = [],
        basic: (username: String, password: String)? = nil,
        wholeURL: String? = nil,
        hosts: [HostRule],
        secrets: [String]
    ) {
        let basicValue = basic.map { Base64.encode(Array("\($0.username):\($0.password)".utf8)) }
        self.headers = headers + (basicValue.map { [("Authorization", "Basic \($0)")] } ?? [])
        self.query = query
        self.wholeURL = wholeURL
        self.hosts = hosts
        let given = SecretMask(secrets)
        let unmasked = (headers.map(\.value) + query.map(\.value)).filter { !given.finds(in: $0) }
        let derived = [basicValue, basic?.password].compactMap { $0 } + unmasked + Self.secretParts(of: wholeURL)
        self.mask = SecretMask(secrets + derived)
    }

    func isAttached(to url: WebURL) -> Bool {
        hosts.contains { $0.matches(url) }
    }

    /// Path and query of a secret URL, together and in parts: an answer may echo any of them, and the host alone is no secret.
    private static func secretParts(of text: String?) -> [String] {
        guard let text, let url = try? WebURL(text) else { return [] }
        let parts = url.path.split(separator: "/") + (url.query ?? "").split { $0 == "&" || $0 == "=" }
        return [url.target, url.path].filter { $0 != "/" } + parts.filter { $0.utf8.count >= 16 }.map(String.init)
    }
}
