/// Why there is no answer to an ``EgressRequest``.
package struct EgressFailure: Error, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case invalidURL = "invalid_url"
        case invalidRequest = "invalid_request"
        /// The policy has no rule for the host, the scheme or the port.
        case hostNotAllowed = "host_not_allowed"
        case methodNotAllowed = "method_not_allowed"
        /// The host resolves to addresses that the policy does not admit.
        case addressNotAllowed = "address_not_allowed"
        /// The credential may not be sent to the host.
        case credentialNotAllowed = "credential_not_allowed"
        case tooManyRedirects = "too_many_redirects"
        /// ``EgressRequest/willSend`` threw.
        case notRecorded = "not_recorded"
        case nameNotResolved = "name_not_resolved"
        case notConnected = "not_connected"
        /// The TLS handshake broke off.
        case tlsFailed = "tls_failed"
        /// The server's certificate is not trusted or names another host.
        case certificateNotTrusted = "certificate_not_trusted"
        case timedOut = "timed_out"
        /// The connection ended before the answer did.
        case connectionLost = "connection_lost"
        /// The answer is not HTTP, or its content coding is damaged.
        case invalidResponse = "invalid_response"
        case bodyTooLarge = "body_too_large"
        case headersTooLarge = "headers_too_large"
        /// The task was cancelled.
        case cancelled
        /// Too many requests at once.
        case overloaded
        /// The host is stopping.
        case stopped
    }

    package let code: Code
    /// For a person; without secrets.
    package let sentence: String
    /// What was sent and received, redirects first; the last has the error. Empty when the first URL could not be read.
    package let exchanges: [HTTPExchange]

    /// Whether a server may have seen any of the request.
    package var mayHaveBeenSent: Bool { exchanges.contains(where: \.wasSent) }
}
