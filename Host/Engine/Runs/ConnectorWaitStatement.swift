import Storage

/// The statements over `connector_waits`: one row for each step that waits for its connector. The connector goes by the name
/// that the step gives it.
package enum ConnectorWaitStatement: String, StatementSet {
    case insert = "INSERT INTO connector_waits (run_id, step_id, connector, started_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    case delete = "DELETE FROM connector_waits WHERE run_id = ?1 AND step_id = ?2"
    case ofRun = "SELECT step_id, connector, started_at, ends_at FROM connector_waits WHERE run_id = ?1 ORDER BY started_at, step_id"
    /// The first connector after `?1` that anything waits for.
    case nextConnector = "SELECT MIN(connector) FROM connector_waits WHERE connector > ?1"
    /// What waits for a connector in runs that nobody holds, the oldest run first.
    case resumable = """
        SELECT connector_waits.run_id, connector_waits.step_id FROM connector_waits JOIN runs ON runs.id = connector_waits.run_id
        WHERE connector_waits.connector = ?1 AND runs.lease_owner IS NULL ORDER BY connector_waits.run_id LIMIT ?2
        """
}
