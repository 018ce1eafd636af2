import PluginKit

extension HTTP {
    var request: Action {
        Action(
            "request", "Send a request",
            .description("Sends an HTTP request and gives the answer."),
            .noun("request"),
            .output(
                Field("status", "Status", .integer),
                Field("headers", "Headers", .object()),
                Field("body", "Body", .json, .optional)),
            .sample(input: ["method": "GET", "url": "https://api.example.org/v1/things", "query": ["limit": "10"]]),
            .sample(output: ["status": 200, "headers": ["content-type": "application/json"], "body": ["things": []]])
        ) { (form: RequestForm, call) in
            var request = form.request
            request.isAuthenticated = call.connection.map { $0.scheme != "none" } ?? false
            let response = try await call.http.send(request)
            try check(response, form, now: call.now)
            return .members(["status": response.status, "headers": response.headers, "body": response.body.json])
        }
    }
}

private func check(_ response: Response, _ form: RequestForm, now: Int) throws {
    switch form.expectation {
    case .any: return
    case .success:
        if let failure = response.failure(now: now) { throw failure }
    case .listed:
        if form.statuses.contains(response.status) { return }
        throw response.failure(now: now)
            ?? CallError(.permanent, "The status is \(response.status), which is not expected.", providerStatus: response.status)
    }
}

extension Body {
    /// What the next step sees: JSON as it is, text as text, bytes as `{"base64":"…"}`.
    fileprivate var json: JSON? {
        switch self {
        case .none, .form: nil
        case .json(let json): json
        case .text(let text): .string(text)
        case .base64(let text): ["base64": .string(text)]
        }
    }
}
