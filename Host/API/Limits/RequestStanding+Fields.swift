import HTTPTypes
import Hummingbird
import Identity
import Model

extension RequestStanding {
    /// What answers say about the limit: three numbers each in a field of its own, as clients have read them for years, and
    /// the policy behind them (draft-ietf-httpapi-ratelimit-headers-06; later drafts put all into two structured fields).
    var fields: HTTPFields {
        [
            .rateLimitLimit: String(limit),
            .rateLimitRemaining: String(remaining),
            .rateLimitReset: String(secondsToReset),
            .rateLimitPolicy: "\(limit);w=\(window.components.seconds)",
        ]
    }

    /// Rounded up: who waits that long finds the window over.
    var secondsToReset: Int64 { max(1, (resetsIn.milliseconds + 999) / 1000) }

    /// The answer of `body`, or the problem that its error is, with ``fields``.
    static func mark(
        _ standing: RequestStanding?, _ context: APIContext, _ body: () async throws -> Response
    ) async throws -> Response {
        guard let standing else { return try await body() }
        do {
            var response = try await body()
            for field in standing.fields { response.headers[field.name] = field.value }
            return response
        } catch {
            var problem = Problem(error, logger: context.logger)
            for field in standing.fields { problem.headers[field.name] = field.value }
            throw problem
        }
    }
}

extension HTTPField.Name {
    // The names are constant tokens, so they are always valid.
    static let rateLimitLimit = Self("ratelimit-limit")!
    static let rateLimitRemaining = Self("ratelimit-remaining")!
    static let rateLimitReset = Self("ratelimit-reset")!
    static let rateLimitPolicy = Self("ratelimit-policy")!
}
