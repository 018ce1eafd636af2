import Identity
import Model
import Storage
import Synchronization

/// Workspaces on a new database, and a clock that is set by hand.
struct Tenant: Sendable {
    let database: Database
    let clock: HandClock
    let workspace: WorkspaceID
    let plans: PlanStore

    private enum Statement: String, StatementSet {
        case insert = "INSERT INTO workspaces (id, name, created_at, plan) VALUES (?1, 'test', 0, ?2)"
        case move = "UPDATE workspaces SET plan = ?2 WHERE id = ?1"
    }

    static func with(plan: String = "free", _ body: (Tenant) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let clock = HandClock()
            let tenant = Tenant(
                database: database, clock: clock, workspace: WorkspaceID(), plans: PlanStore(database: database, now: { clock.now }))
            try await database.write { try $0.execute(Statement.insert, .id(tenant.workspace), .text(plan)) }
            try await body(tenant)
        }
    }

    /// Gives the workspace another plan, as another host would.
    func move(to plan: String) async throws {
        try await database.write { try $0.execute(Statement.move, .id(workspace), .text(plan)) }
    }

    /// Sets the limits of a plan.
    func limit(_ plan: String, runs: Int64? = nil, requests: Int64? = nil) async throws {
        let limits = Plan.Limits(workflows: nil, runsPerMonth: runs, retentionDays: nil, requestsPerHour: requests)
        _ = try await plans.put(Plan(id: plan, name: plan, limits: limits))
    }
}

/// A clock that stands still until it is moved.
final class HandClock: Sendable {
    /// 2026-11-30T23:59:50Z, ten seconds before hour and month end.
    private let time = Mutex(Timestamp(milliseconds: 1_796_083_190_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}
