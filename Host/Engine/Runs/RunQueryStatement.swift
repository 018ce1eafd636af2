import Storage

/// What the API asks of `runs`.
package enum RunQueryStatement: String, StatementSet {
    /// `?1` the workspace, `?2` ids below (the cursor), `?3` how many, then the filter's criteria or NULL.
    case list = """
        SELECT id, workspace_id, workflow_id, workflow_version, connector, action, event_id, trace_id, created_at, state,
          cancel_requested_at, started_at, finished_at, due_at, error_class
        FROM runs
        WHERE workspace_id = ?1 AND id < ?2
          AND (CAST(?4 AS TEXT) IS NULL OR state = ?4)
          AND (CAST(?5 AS TEXT) IS NULL OR workflow_id = ?5)
          AND (CAST(?6 AS TEXT) IS NULL OR connector = ?6 OR EXISTS (
            SELECT 1 FROM workflow_steps WHERE workflow_steps.workflow_id = runs.workflow_id
              AND workflow_steps.version = runs.workflow_version AND workflow_steps.connector = ?6))
          AND (CAST(?7 AS BIGINT) IS NULL OR created_at >= ?7)
          AND (CAST(?8 AS BIGINT) IS NULL OR created_at < ?8)
          AND (CAST(?9 AS TEXT) IS NULL OR error_class = ?9)
          AND (CAST(?10 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM connector_waits WHERE connector_waits.run_id = runs.id))
        ORDER BY id DESC LIMIT ?3
        """
    case get = """
        SELECT id, workspace_id, workflow_id, workflow_version, connector, action, event_id, trace_id, created_at, state,
          cancel_requested_at, started_at, finished_at, due_at, error_class
        FROM runs WHERE id = ?1 AND workspace_id = ?2
        """
}
