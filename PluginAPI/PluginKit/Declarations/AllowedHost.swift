/// A host that a connector may send to: a name, a pattern ("*.slack.com"), or ``connection``.
public struct AllowedHost: JSONConvertible, ExpressibleByStringLiteral {
    public let json: JSON

    /// - Parameters:
    ///   - port: The scheme's own when nil.
    ///   - methods: Any when empty.
    public init(_ host: String, scheme: String? = nil, port: Int? = nil, methods: [String] = []) {
        json = .members(["host": host, "scheme": scheme, "port": port, "methods": methods.isEmpty ? nil : methods])
    }

    public init(stringLiteral host: String) {
        self.init(host)
    }

    /// The origins that a connection itself names, in its field `allowed_hosts`, a list of "[scheme://]host[:port]"; the scheme
    /// is https when absent.
    public static let connection = AllowedHost("{connection}")
}
