extension Response {
    /// The answer as an error when its status is one, by the meaning that statuses have with most providers.
    ///
    /// 401 asks to reauthorize; 429 to wait, as long as `Retry-After` says; 408, 425 and 5xx are worth another try (503 may say
    /// when); 400, 404, 409, 410, 413, 415 and 422 are the input's fault; other 4xx are permanent.
    ///
    /// - Parameter now: Milliseconds since 1970, for a `Retry-After` that is a date.
    public func failure(now: Int) -> CallError? {
        guard status < 200 || status >= 400 else { return nil }
        let kind: CallError.Class =
            switch status {
            case 401: .reauthorize
            case 429: .rateLimited
            case 408, 425, 500...: .retry
            case 400, 404, 409, 410, 413, 415, 422: .invalidInput
            default: .permanent
            }
        let waits = kind == .retry || kind == .rateLimited
        return CallError(kind, explanation, retryAfter: waits ? retryAfter(now: now) : nil, providerStatus: status)
    }

    /// "The provider answered 404: no such channel".
    private var explanation: String {
        let answered = "The provider answered \(status)"
        return detail.map { "\(answered): \($0)" } ?? "\(answered)."
    }

    /// What the answer says about the error, found under the names that providers use, at most 300 characters.
    private var detail: String? {
        let found: String? =
            switch body {
            case .json(let json): Self.places.lazy.compactMap { json[pointer: $0]?.string }.first
            case .text(let text) where headers["content-type"]?.hasPrefix("text/plain") == true: text
            default: nil
            }
        return found.flatMap { $0.isEmpty ? nil : String($0.prefix(300)) }
    }

    private static let places = [
        "/error/message", "/error_description", "/message", "/detail", "/error", "/errors/0/message", "/errors/0/detail",
        "/errors/0", "/title",
    ]
}
