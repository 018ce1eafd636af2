package import Model

/// One HTTP request as a plugin or the host asks for it.
package struct EgressRequest: Sendable {
    /// Upper case.
    package var method: String
    /// Absolute, or `connection:` with an optional path and query for the credential's secret URL.
    package var url: String
    package var headers: HTTPFields
    package var body: [UInt8]
    package var policy: EgressPolicy
    /// Attached where its hosts match; a first target elsewhere fails.
    package var credential: AppliedCredential?
    /// What must not come back, for a request without the credential; one with it has that one's mask.
    package var mask: SecretMask?
    /// Leaves header values, query and body out of the record: for secrets in them that no mask recognises.
    package var isHidden = false
    /// Sent as `traceparent`.
    package var trace: TraceContext?
    /// For everything together: name, connection, redirects, body.
    package var timeout: Duration
    /// How many redirects to follow; 0 gives the redirect itself as the response.
    package var maxRedirects: Int
    /// Most decoded bytes of a response body; more is a failure.
    package var maxBodyBytes: Int
    /// Whether sending twice has the effect of once, for instance by an idempotency key. GET, HEAD, OPTIONS, PUT and DELETE count
    /// as such by themselves.
    package var isIdempotent: Bool
    /// Awaited once, before the first byte of a request that may change something (not GET, HEAD or OPTIONS). When it throws,
    /// nothing is sent.
    package var willSend: (@Sendable () async throws -> Void)?

    package init(
        method: String = "GET",
        url: String,
        headers: HTTPFields = [],
        body: [UInt8] = [],
        policy: EgressPolicy,
        credential: AppliedCredential? = nil,
        mask: SecretMask? = nil,
        trace: TraceContext? = nil,
        timeout: Duration = .seconds(30),
        maxRedirects: Int = 5,
        maxBodyBytes: Int = 16 << 20,
        isIdempotent: Bool = false,
        willSend: (@Sendable () async throws -> Void)? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.policy = policy
        self.credential = credential
        self.mask = mask
        self.trace = trace
        self.timeout = timeout
        self.maxRedirects = maxRedirects
        self.maxBodyBytes = maxBodyBytes
        self.isIdempotent = isIdempotent
        self.willSend = willSend
    }
}
