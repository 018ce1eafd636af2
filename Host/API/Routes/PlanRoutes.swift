import HTTPTypes
import Hummingbird
import Identity
import PatchbayJSON

/// The plans, for those who administer the installation.
struct PlanRoutes: Sendable {
    let plans: PlanStore

    var routes: [Route] { [list, get, put, delete] }

    private static let id: Route.Parameter = .path("plan", "The plan: up to 40 of a-z, 0-9, - and _, a letter first.")

    private var list: Route {
        Route(
            .get, "/api/v1/plans", id: "listPlans", tag: "Plans", summary: "Lists plans by name.",
            answers: [.init(.ok, "All of them.", .page(of: "Plan"))]
        ) { _ in .json(.page(try await plans.list().map(\.json), next: nil)) }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/plans/{plan}", id: "getPlan", tag: "Plans", summary: "Shows a plan.",
            parameters: [Self.id], answers: [.init(.ok, "The plan.", .reference("Plan"))]
        ) { call in .json(try await plans.get(call.path("plan")).json) }
    }

    private var put: Route {
        Route(
            .put, "/api/v1/plans/{plan}", id: "putPlan", tag: "Plans",
            summary: "Saves a plan, new or in place of the one by this name; it holds at once. What a workspace has beyond a lowered limit stays, except runs that a shorter retention no longer keeps.",
            parameters: [Self.id], body: .json(Plan.schema, limit: 1 << 14),
            answers: [.init(.ok, "The plan.", .reference("Plan")), .init(.created, "The plan, which is new.", .reference("Plan"))]
        ) { call in
            let plan = try Plan(id: call.path("plan"), call.body)
            let isNew = try await plans.put(plan)
            return .json(plan.json, status: isNew ? .created : .ok)
        }
    }

    private var delete: Route {
        Route(
            .delete, "/api/v1/plans/{plan}", id: "deletePlan", tag: "Plans", summary: "Deletes a plan that no workspace has.",
            parameters: [Self.id], answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await plans.delete(call.path("plan"))
            return .nothing
        }
    }
}
