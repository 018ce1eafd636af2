internal import Model

extension EgressFailure.Code {
    /// What to tell a person about a transfer to `url` that failed, with libcurl's words for whoever looks closer.
    func sentence(for url: WebURL, detail: String, limit request: EgressRequest) -> String {
        let host = url.authority
        let reason = detail.isEmpty ? "" : " (\(detail))"
        return switch self {
        case .addressNotAllowed: "\(host) may not be reached: \(detail), and the host is not granted as a private one."
        case .nameNotResolved: "The name \(url.host.text) could not be resolved\(reason)."
        case .notConnected: "No connection to \(host) could be made\(reason)."
        case .tlsFailed: "The TLS handshake with \(host) failed\(reason)."
        case .certificateNotTrusted: "The certificate of \(host) is not trusted\(reason)."
        case .timedOut: "\(host) did not answer completely within \(request.timeout.milliseconds) ms\(reason)."
        case .connectionLost: "The connection to \(host) was lost before the answer was complete\(reason)."
        case .invalidResponse: "\(host) gave an answer that is not valid HTTP\(reason)."
        case .bodyTooLarge: "The body from \(host) is larger than \(request.maxBodyBytes) bytes."
        case .headersTooLarge: "The header from \(host) is too large."
        case .cancelled: "The request to \(host) was cancelled."
        case .overloaded: "Too many requests are under way; the one to \(host) was not sent."
        case .stopped: "The host is stopping; the request to \(host) was broken off."
        case .invalidURL, .invalidRequest, .hostNotAllowed, .methodNotAllowed, .credentialNotAllowed, .tooManyRedirects, .notRecorded:
            "The request to \(host) was refused\(reason)."
        }
    }
}
