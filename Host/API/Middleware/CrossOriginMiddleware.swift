import HTTPTypes
import Hummingbird

/// Lets pages of the configured origins call the API (https://fetch.spec.whatwg.org/#http-cors-protocol).
struct CrossOriginMiddleware: RouterMiddleware {
    /// Exact origins such as `https://app.example.com`; empty: none.
    let origins: Set<String>

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let origin = request.headers[.origin], origins.contains(origin) else {
            return try await next(request, context)
        }
        if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            var response = Response(status: .noContent)
            allow(origin, in: &response)
            response.headers[.accessControlAllowMethods] = "GET, POST, PUT, PATCH, DELETE"
            response.headers[.accessControlAllowHeaders] = "authorization, content-type, if-match, idempotency-key, patchbay-workspace, traceparent"
            response.headers[.accessControlMaxAge] = "600"
            return response
        }
        var response = try await next(request, context)
        allow(origin, in: &response)
        response.headers[.accessControlExposeHeaders] =
            "etag, idempotency-replayed, location, ratelimit-limit, ratelimit-policy, ratelimit-remaining, ratelimit-reset, retry-after, traceparent"
        return response
    }

    private func allow(_ origin: String, in response: inout Response) {
        response.headers[.accessControlAllowOrigin] = origin
        // For the one cookie that there is, which renews a session.
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.vary] = "origin"
    }
}
