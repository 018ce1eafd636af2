/// Stands where the network begins: for tools that show, record or replay what is sent. Policy, credentials, redirects and
/// masking are as ever, and a tap never sees a secret.
package protocol EgressTap: Sendable {
    /// Answers a request in the network's place; nil lets it leave.
    func answer(_ request: TappedRequest) async -> TappedAnswer?

    /// Hears how it went, whoever answered. Must not block.
    func heard(_ request: TappedRequest, _ answer: TappedAnswer)
}

/// A request as it leaves, its secrets masked.
package struct TappedRequest: Sendable {
    package let method: String
    package let url: String
    package let headers: HTTPFields
    package let body: [UInt8]
}

/// What became of a request, its secrets masked.
package struct TappedAnswer: Sendable {
    /// Nil for a complete answer.
    package var failure: EgressFailure.Code?
    /// 0 when none was received.
    package var status: Int
    /// Names in lower case.
    package var headers: HTTPFields
    /// Decoded from its content coding.
    package var body: [UInt8]
    package var timings = HTTPExchange.Timings()
    package var remoteAddress: String?

    package init(failure: EgressFailure.Code? = nil, status: Int = 0, headers: HTTPFields = [], body: [UInt8] = []) {
        self.failure = failure
        self.status = status
        self.headers = headers
        self.body = body
    }
}
