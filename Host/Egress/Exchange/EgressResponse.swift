/// The answer to an ``EgressRequest``; any status is an answer.
package struct EgressResponse: Sendable {
    package let status: Int
    /// Names in lower case, values with secrets masked.
    package let headers: HTTPFields
    /// Decoded from its content coding, with secrets masked.
    package let body: [UInt8]
    /// What was sent and received, redirects first; never empty.
    package let exchanges: [HTTPExchange]

    package var exchange: HTTPExchange { exchanges[exchanges.count - 1] }
}
