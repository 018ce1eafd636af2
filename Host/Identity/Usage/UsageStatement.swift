import Storage

/// The statements over `usage_counts`: a row for each workspace, metric and period, which is named by its first moment.
package enum UsageStatement: String, StatementSet {
    /// Counts a run of the month `?2`; no row changes when `?3` have been counted.
    case countRun = """
        INSERT INTO usage_counts (workspace_id, metric, period, amount) VALUES (?1, 'runs', ?2, 1)
        ON CONFLICT (workspace_id, metric, period) DO UPDATE SET amount = usage_counts.amount + 1 WHERE usage_counts.amount < ?3
        """
    /// Adds requests and tells how many there are now: several hosts may add to one row.
    case addRequests = """
        INSERT INTO usage_counts (workspace_id, metric, period, amount) VALUES (?1, 'requests', ?2, ?3)
        ON CONFLICT (workspace_id, metric, period) DO UPDATE SET amount = usage_counts.amount + excluded.amount
        RETURNING amount
        """
    case requests = "SELECT workspace_id, amount FROM usage_counts WHERE period = ?1 AND metric = 'requests' LIMIT ?2"
    case runs = "SELECT period, amount FROM usage_counts WHERE workspace_id = ?1 AND metric = 'runs' AND period >= ?2 ORDER BY period"
    case workflows = "SELECT COUNT(*) FROM workflows WHERE workspace_id = ?1"
    /// Changes nothing, and holds the row where several hosts share a database: of two that count at once one waits.
    case lockWorkspace = "UPDATE workspaces SET plan = plan WHERE id = ?1"
    /// Counters of periods that nobody asks about any more.
    case outdated = "SELECT workspace_id, period FROM usage_counts WHERE period < ?1 AND metric = 'requests' ORDER BY period LIMIT ?2"
    case forget = "DELETE FROM usage_counts WHERE workspace_id = ?1 AND metric = 'requests' AND period = ?2"
}
