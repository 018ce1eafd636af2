/// The way out to the world, on behalf of one call. The host connects, checks the address and adds the credential.
///
/// The functions named for methods throw what ``Response/failure(now:)`` makes of an error status;
/// ``send(_:)`` gives every answer as it is. All throw ``CallError`` when no answer came, and `CancellationError`.
public struct HTTPClient: Sendable {
    let call: Call

    public func get(_ url: RequestURL, query: Query = [:], headers: [String: String] = [:]) async throws -> Response {
        try await checked(request("GET", url, .none, query, headers))
    }

    public func post(
        _ url: RequestURL, _ body: Body = .none, query: Query = [:], headers: [String: String] = [:]
    ) async throws -> Response {
        try await checked(request("POST", url, body, query, headers))
    }

    public func put(
        _ url: RequestURL, _ body: Body = .none, query: Query = [:], headers: [String: String] = [:]
    ) async throws -> Response {
        try await checked(request("PUT", url, body, query, headers))
    }

    public func patch(
        _ url: RequestURL, _ body: Body = .none, query: Query = [:], headers: [String: String] = [:]
    ) async throws -> Response {
        try await checked(request("PATCH", url, body, query, headers))
    }

    public func delete(_ url: RequestURL, query: Query = [:], headers: [String: String] = [:]) async throws -> Response {
        try await checked(request("DELETE", url, .none, query, headers))
    }

    /// Sends a request and gives the answer whatever its status.
    public func send(_ request: Request) async throws -> Response {
        if let flaw = request.url.flaw { throw CallError.invalidInput(flaw) }
        return Response(try await call.plugin.fetch(request.document, for: call.id))
    }

    /// A call with a connection is authenticated.
    private func request(
        _ method: String, _ url: RequestURL, _ body: Body, _ query: Query, _ headers: [String: String]
    ) -> Request {
        Request(method, url, body, query: query, headers: headers, isAuthenticated: call.connection != nil)
    }

    private func checked(_ request: Request) async throws -> Response {
        let response = try await send(request)
        if let failure = response.failure(now: call.now) { throw failure }
        return response
    }
}
