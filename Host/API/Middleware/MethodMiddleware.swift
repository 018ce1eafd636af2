import HTTPTypes
import Hummingbird

/// Takes a path as it is written, and answers 405 with `Allow` where a path is known under other methods than the one that was asked for.
struct MethodMiddleware: RouterMiddleware {
    private let paths: [(segments: [Substring], allowed: String)]

    init(_ routes: [Route]) {
        let paths = Dictionary(grouping: routes, by: \.path).map { path, routes in
            // The router answers HEAD wherever it answers GET.
            let methods = routes.map(\.method.rawValue) + (routes.contains { $0.method == .get } ? ["HEAD"] : [])
            return (segments: path.split(separator: "/"), allowed: methods.sorted().joined(separator: ", "))
        }
        // A literal segment wins over a parameter, as it does in the router.
        self.paths = paths.sorted { left, right in
            left.segments.count { $0.hasPrefix("{") } < right.segments.count { $0.hasPrefix("{") }
        }
    }

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        // The router passes over empty segments: what a proxy keeps from `/api` must not come in as `//api`, and
        // `/runs/` with an empty id must not be the list.
        let path = request.uri.path
        guard !path.contains("//"), !(path.hasPrefix("/api/") && path.hasSuffix("/")) else { throw HTTPError(.notFound) }
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let segments = request.uri.path.split(separator: "/")
            guard let path = paths.first(where: { Self.matches(segments, $0.segments) }) else { throw error }
            throw Problem(
                .methodNotAllowed, .methodNotAllowed, "This path answers \(path.allowed) only.", headers: [.allow: path.allowed])
        }
    }

    private static func matches(_ segments: [Substring], _ pattern: [Substring]) -> Bool {
        if pattern.last?.hasSuffix("**}") == true {
            return segments.count >= pattern.count && matches(Array(segments.prefix(pattern.count - 1)), pattern.dropLast())
        }
        return segments.count == pattern.count && zip(segments, pattern).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }
}
