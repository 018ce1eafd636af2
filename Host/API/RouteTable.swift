import HTTPTypes
package import Hummingbird
import Identity
import PatchbayJSON

/// All routes of the REST API, registered on a router exactly as declared.
package struct RouteTable: Sendable {
    package let routes: [Route]
    let identity: Identity

    /// The endpoint that answers requests; a path that is known under other methods answers 405 and names them.
    package func register(on router: Router<APIContext>) throws {
        for route in routes {
            let endpoint = try Endpoint(route, identity: identity)
            router.on(RouterPath(Self.pattern(route.path)), method: route.method) { request, context in
                try await endpoint.respond(to: request, context)
            }
        }
        for (path, declared) in Dictionary(grouping: routes, by: \.path) {
            let allowed = declared.map(\.method.rawValue).sorted().joined(separator: ", ")
            for method in Self.otherMethods(than: declared.map(\.method)) {
                router.on(RouterPath(Self.pattern(path)), method: method) { _, _ -> Response in
                    throw Problem(
                        .methodNotAllowed, .methodNotAllowed, "This path answers \(allowed) only.", headers: [.allow: allowed])
                }
            }
        }
    }

    /// `{name**}`, the rest of a path, is `**` to the router.
    private static func pattern(_ path: String) -> String {
        guard path.hasSuffix("**}"), let brace = path.lastIndex(of: "{") else { return path }
        return path[..<brace] + "**"
    }

    private static func otherMethods(than methods: [HTTPRequest.Method]) -> [HTTPRequest.Method] {
        [.get, .head, .post, .put, .delete, .connect, .options, .trace, .patch].filter { !methods.contains($0) }
    }
}
