import HTTPTypes
import Hummingbird
import Identity

/// What a workspace has used of its plan.
struct UsageRoutes: Sendable {
    let quotas: Quotas

    var routes: [Route] { [get] }

    private var get: Route {
        Route(
            .get, "/api/v1/usage", id: "getUsage", tag: "Usage",
            summary: "Shows what the workspace has used of its plan, when that begins anew, and its runs of twelve months.",
            answers: [.init(.ok, "The usage.", .reference("Usage"))]
        ) { call in .json(try await quotas.usage(of: call.workspace).json) }
    }
}
