import Storage

/// What the retention asks and deletes. Each goes by an index: runs by workspace and id, which is in the order of time; all
/// else by the run's or the event's id.
package enum RetentionStatement: String, StatementSet {
    /// The workspaces after `?1` whose runs are not kept for ever.
    case workspaces = """
        SELECT workspaces.id, plans.retention_days FROM workspaces JOIN plans ON plans.id = workspaces.plan
        WHERE workspaces.id > ?1 AND plans.retention_days IS NOT NULL ORDER BY workspaces.id LIMIT ?2
        """
    /// Runs of a workspace between two ids that ended before `?4`, the oldest first.
    case ended = """
        SELECT id, event_id FROM runs WHERE workspace_id = ?1 AND id > ?2 AND id < ?3 AND finished_at < ?4 ORDER BY id LIMIT ?5
        """
    /// Whether a run has still ended: somebody may have asked to try it again.
    case isEnded = "SELECT 1 FROM runs WHERE id = ?1 AND finished_at < ?2"
    case attempts = "SELECT step_id, attempt FROM attempt_payloads WHERE run_id = ?1"
    case deleteAttemptPayload = "DELETE FROM attempt_payloads WHERE run_id = ?1 AND step_id = ?2 AND attempt = ?3"
    case deleteAttempts = "DELETE FROM attempts WHERE run_id = ?1"
    case deleteInput = "DELETE FROM run_payloads WHERE run_id = ?1"
    case deleteWaits = "DELETE FROM connector_waits WHERE run_id = ?1"
    case deleteEventPayload = "DELETE FROM event_payloads WHERE event_id = ?1"
    case deleteEvent = "DELETE FROM events WHERE id = ?1"
    case deleteRun = "DELETE FROM runs WHERE id = ?1"
}
