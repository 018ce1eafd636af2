/// One HTTP request as the transfer thread gets it: all decisions are made, credentials attached.
struct Hop: Sendable {
    let method: String
    let url: WebURL
    let headers: HTTPFields
    let body: [UInt8]
    let policy: EgressPolicy
    /// Where to connect instead, when the admin says so.
    let route: EgressConfiguration.ConnectTo?
    /// The address to connect to instead of asking DNS.
    let resolved: String?
    let timeout: Duration
    let maxBodyBytes: Int
    let maxHeaderBytes: Int
    let mayRepeat: Bool

    /// The header lines that libcurl is to send. `Name;` is its spelling of an empty value and `Name:` of leaving out a default.
    var headerLines: [String] {
        let given = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        return given + ["Expect:"] + (headers.contains("content-type") ? [] : ["Content-Type:"])
    }
}

/// What became of a ``Hop``.
struct HopOutcome: Sendable {
    /// Nil for a complete answer.
    var failure: EgressFailure.Code?
    /// What libcurl or we know about the failure; may contain secrets.
    var detail = ""
    var status = 0
    var headers: HTTPFields = []
    var body: [UInt8] = []
    var timings = HTTPExchange.Timings()
    var remoteAddress: String?
    /// Whether a connection was handed the request.
    var wasSent = false
}
