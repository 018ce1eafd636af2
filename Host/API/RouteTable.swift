import Hummingbird
import Identity

/// All routes of the REST API, registered on a router exactly as declared, each behind its rule.
struct RouteTable: Sendable {
    private let routes: [(route: Route, rule: AuthorizationTable.Rule)]
    private let doorkeeper: Doorkeeper
    private let limits: RequestLimits
    private let records: EffectRecords

    /// Throws ``RouteTableError`` when routes and rules do not match.
    init(
        _ routes: [Route], _ table: AuthorizationTable, _ doorkeeper: Doorkeeper, _ limits: RequestLimits, _ records: EffectRecords
    ) throws {
        let faults = table.faults(for: routes)
        guard faults.isEmpty else { throw RouteTableError(faults: faults) }
        self.routes = routes.map { ($0, table[$0] ?? .platformAdmin()) }
        self.doorkeeper = doorkeeper
        self.limits = limits
        self.records = records
    }

    /// Every path under which a route answers: routes of workspaces also take the workspace in their path.
    var paths: [Route] { routes.flatMap { route, rule in [route] + (route.inWorkspacePath(rule.requirement).map { [$0] } ?? []) } }

    /// Every route with its checks.
    func register(on router: Router<APIContext>) throws {
        for (route, rule) in routes {
            let endpoint = try Endpoint(route, rule, doorkeeper, limits, records)
            for path in [route.path, route.inWorkspacePath(rule.requirement)?.path].compactMap(\.self) {
                router.on(RouterPath(Route.pattern(path)), method: route.method) { request, context in
                    try await endpoint.respond(to: request, context)
                }
            }
        }
    }
}

/// Why the API cannot be served: sentences for the developer of a route.
package struct RouteTableError: Error, CustomStringConvertible {
    let faults: [String]

    package var description: String { faults.joined(separator: " ") }
}

extension Route {
    /// The name of the path parameter that names a workspace.
    static let workspaceParameter = "workspace"

    private static let root = "/api/v1/"

    /// `/api/v1/runs` as `/api/v1/workspaces/{workspace}/runs`; nil for a route that belongs to no workspace.
    fileprivate func inWorkspacePath(_ requirement: Requirement) -> Route? {
        guard case .workspace = requirement, path.hasPrefix(Self.root), !path.contains("{\(Self.workspaceParameter)}") else { return nil }
        var route = self
        route.path = "\(Self.root)workspaces/{\(Self.workspaceParameter)}/\(path.dropFirst(Self.root.count))"
        return route
    }

    /// `{name**}`, the rest of a path, is `**` to the router.
    fileprivate static func pattern(_ path: String) -> String {
        guard path.hasSuffix("**}"), let brace = path.lastIndex(of: "{") else { return path }
        return path[..<brace] + "**"
    }
}
