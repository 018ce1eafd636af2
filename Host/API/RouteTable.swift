import HTTPTypes
package import Hummingbird
import Identity
import PatchbayJSON

/// All routes of the REST API, registered on a router exactly as declared.
package struct RouteTable: Sendable {
    package let routes: [Route]
    let identity: Identity

    /// Every route with its checks.
    package func register(on router: Router<APIContext>) throws {
        for route in routes {
            let endpoint = try Endpoint(route, identity: identity)
            router.on(RouterPath(route.pattern), method: route.method) { request, context in
                try await endpoint.respond(to: request, context)
            }
        }
    }
}

extension Route {
    /// `{name**}`, the rest of a path, is `**` to the router.
    fileprivate var pattern: String {
        guard path.hasSuffix("**}"), let brace = path.lastIndex(of: "{") else { return path }
        return path[..<brace] + "**"
    }
}
