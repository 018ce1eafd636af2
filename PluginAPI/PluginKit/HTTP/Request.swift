/// A request to send through the host, `Schemas/fetch.request.json`.
public struct Request: Sendable {
    public var method: String
    public var url: RequestURL
    public var query: Query
    public var headers: [String: String]
    public var body: Body
    /// Whether the host adds the connection's credential.
    public var isAuthenticated: Bool
    /// The call's own when nil.
    public var timeout: Duration?
    /// How many redirects to follow; the host's 5 when nil.
    public var redirects: Int?
    /// Whether sending it twice is harmless although the method does not say so.
    public var isIdempotent: Bool

    public init(
        _ method: String, _ url: RequestURL, _ body: Body = .none,
        query: Query = [:], headers: [String: String] = [:],
        isAuthenticated: Bool = true, timeout: Duration? = nil, redirects: Int? = nil, isIdempotent: Bool = false
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.headers = headers
        self.body = body
        self.isAuthenticated = isAuthenticated
        self.timeout = timeout
        self.redirects = redirects
        self.isIdempotent = isIdempotent
    }

    var document: JSON {
        var document: JSONObject = ["method": .string(method), "url": .string(url.text)]
        if isAuthenticated { document["auth"] = true }
        if !headers.isEmpty { document["headers"] = headers.json }
        if !query.json.isEmpty { document["query"] = .object(query.json) }
        body.write(into: &document)
        document["timeout_ms"] = timeout?.milliseconds.json
        document["redirects"] = redirects?.json
        if isIdempotent { document["idempotent"] = true }
        return .object(document)
    }
}
