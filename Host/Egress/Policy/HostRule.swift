/// One line of an allow-list: where requests may go.
package struct HostRule: Hashable, Sendable {
    package let scheme: WebURL.Scheme
    package let pattern: HostPattern
    package let port: UInt16
    /// Upper-case method names; nil allows all.
    package let methods: Set<String>?

    /// A rule for `host`, a host or `*.` and a name. The port defaults to the scheme's; an empty or absent `methods` allows all.
    package init(scheme: WebURL.Scheme = .https, host: String, port: UInt16? = nil, methods: Set<String>? = nil) throws(WebURLError) {
        self.scheme = scheme
        self.pattern = try HostPattern(host)
        self.port = port ?? scheme.defaultPort
        self.methods = methods.flatMap { $0.isEmpty ? nil : $0 }
    }

    package func matches(_ url: WebURL) -> Bool {
        scheme == url.scheme && port == url.port && pattern.matches(url.host)
    }

    package func allows(_ method: String) -> Bool {
        methods?.contains(method) ?? true
    }
}
