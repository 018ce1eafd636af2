package import Model
package import Storage
import Synchronization

/// The plans, and which workspace has which: in memory as long as nothing changed.
package final class PlanStore: Sendable {
    private struct Entry {
        let plan: Plan
        let generation: UInt64
        let expires: Timestamp
    }

    /// A change made through this host counts at once, by the generation; one made by another host after this time.
    private static let lifetime = Duration.seconds(1)
    private static let capacity = 10_000

    private let database: Database
    private let now: @Sendable () -> Timestamp
    private let changeCount = Atomic<UInt64>(0)
    private let entries = Mutex<[WorkspaceID: Entry]>([:])

    package init(database: Database, now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.database = database
        self.now = now
    }

    /// A plan changed, or a workspace has another: to be called once that is durable.
    package func noteChange() {
        changeCount.add(1, ordering: .releasing)
    }

    /// The plan of a workspace.
    package func plan(of workspace: WorkspaceID) async throws -> Plan {
        let generation = changeCount.load(ordering: .acquiring)
        let now = now()
        if let entry = entries.withLock({ $0[workspace] }), entry.generation == generation, now < entry.expires { return entry.plan }
        let row = try await database.read { try $0.first(PlanStatement.ofWorkspace, .id(workspace)) }
        guard let row else { throw PlanError.noWorkspace }
        let plan = try Plan(row)
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[workspace] = Entry(plan: plan, generation: generation, expires: now + Self.lifetime)
        }
        return plan
    }

    /// All of them, in the order of their names.
    package func list() async throws -> [Plan] {
        try await database.read { try $0.query(PlanStatement.list).map(Plan.init) }
    }

    package func get(_ id: String) async throws -> Plan {
        try await database.read { try $0.plan(id) }
    }

    /// Saves a plan; true when there was none by this name. What a workspace has beyond a lowered limit stays.
    package func put(_ plan: Plan) async throws -> Bool {
        CommitRider.concern(plan.id)
        defer { noteChange() }
        return try await database.commit { [time = now()] transaction in
            let isNew = try transaction.first(PlanStatement.get, .text(plan.id)) == nil
            try transaction.execute(
                PlanStatement.put, .text(plan.id), .text(plan.name), .optional(plan.limits.workflows), .optional(plan.limits.runsPerMonth),
                .optional(plan.limits.retentionDays), .optional(plan.limits.requestsPerHour), .time(time))
            return isNew
        }
    }

    /// Deletes a plan that no workspace has.
    package func delete(_ id: String) async throws {
        CommitRider.concern(id)
        defer { noteChange() }
        try await database.commit { transaction in
            let workspaces = try transaction.first(PlanStatement.workspaces, .text(id))?.integer(0) ?? 0
            guard workspaces == 0 else { throw PlanError.inUse(id, workspaces: workspaces) }
            guard try transaction.execute(PlanStatement.delete, .text(id)) == 1 else { throw PlanError.notFound(id) }
        }
    }
}
