package import Logging
package import Model
package import Storage

/// What workspaces may use, and what they have used.
package struct Quotas: Sendable {
    package let plans: PlanStore
    package let runs: RunQuota
    package let requests: RequestMeter
    private let database: Database
    private let now: @Sendable () -> Timestamp

    package static func open(
        database: Database, now: @escaping @Sendable () -> Timestamp = { .now }, logger: Logger
    ) async throws -> Quotas {
        let plans = PlanStore(database: database, now: now)
        let requests = RequestMeter(database: database, now: now, logger: logger)
        try await requests.load()
        return Quotas(plans: plans, runs: RunQuota(plans: plans), requests: requests, database: database, now: now)
    }

    /// What a workspace has used in this month and hour, and its runs of the twelve months up to this one.
    package func usage(of workspace: WorkspaceID) async throws -> Usage {
        let now = now()
        let months = (0..<12).map { now.startOfMonth(after: -$0) }
        let plan = try await plans.plan(of: workspace)
        let (workflows, runs) = try await database.read { transaction in
            (
                try transaction.first(UsageStatement.workflows, .id(workspace))?.integer(0) ?? 0,
                try transaction.query(UsageStatement.runs, .id(workspace), .time(now.startOfMonth(after: -11)))
                    .map { (try $0.time(0), try $0.integer(1)) }
            )
        }
        let counted = Dictionary(runs, uniquingKeysWith: +)
        return Usage(
            plan: plan, workflows: workflows, requests: requests.used(by: .workspace(workspace)),
            requestsResetAt: now.startOfHour + .seconds(3600), runsResetAt: now.startOfMonth(after: 1),
            months: months.map { Usage.Month(start: $0, runs: counted[$0] ?? 0) })
    }
}

/// What a workspace has used.
package struct Usage: Sendable {
    package struct Month: Hashable, Sendable {
        package let start: Timestamp
        package let runs: Int64
    }

    package let plan: Plan
    package let workflows: Int64
    /// Of this hour.
    package let requests: Int64
    package let requestsResetAt: Timestamp
    package let runsResetAt: Timestamp
    /// Twelve, this one first.
    package let months: [Month]
}
