import Storage

/// The statements over `plans`, and which workspace has which.
package enum PlanStatement: String, StatementSet {
    case list = "SELECT id, name, workflows, runs_per_month, retention_days, requests_per_hour FROM plans ORDER BY id LIMIT 1000"
    case get = "SELECT id, name, workflows, runs_per_month, retention_days, requests_per_hour FROM plans WHERE id = ?1"
    case ofWorkspace = """
        SELECT plans.id, plans.name, plans.workflows, plans.runs_per_month, plans.retention_days, plans.requests_per_hour
        FROM workspaces JOIN plans ON plans.id = workspaces.plan WHERE workspaces.id = ?1
        """
    case put = """
        INSERT INTO plans (id, name, workflows, runs_per_month, retention_days, requests_per_hour, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, workflows = excluded.workflows, runs_per_month = excluded.runs_per_month,
          retention_days = excluded.retention_days, requests_per_hour = excluded.requests_per_hour, updated_at = excluded.updated_at
        """
    case delete = "DELETE FROM plans WHERE id = ?1"
    case workspaces = "SELECT COUNT(*) FROM workspaces WHERE plan = ?1"
}

extension Plan {
    /// From the six columns of ``PlanStatement``.
    init(_ row: Row) throws {
        self.init(
            id: try row.text(0), name: try row.text(1),
            limits: Limits(
                workflows: try row.optionalInteger(2), runsPerMonth: try row.optionalInteger(3),
                retentionDays: try row.optionalInteger(4), requestsPerHour: try row.optionalInteger(5)))
    }
}

extension Transaction {
    /// The plan with this name. Who gives a workspace a plan asks in the same transaction, so that it cannot vanish in between.
    package func plan(_ id: String) throws -> Plan {
        guard let row = try first(PlanStatement.get, .text(id)) else { throw PlanError.notFound(id) }
        return try Plan(row)
    }
}
