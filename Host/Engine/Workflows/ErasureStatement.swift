import Storage

/// The statements that remove what the engine keeps of a deleted workspace.
package enum ErasureStatement: String, StatementSet {
    case deleteSteps = "DELETE FROM workflow_steps WHERE workflow_id IN (SELECT id FROM workflows WHERE workspace_id = ?1)"
    case deleteVersions = "DELETE FROM workflow_versions WHERE workflow_id IN (SELECT id FROM workflows WHERE workspace_id = ?1)"
    case deleteWorkflows = "DELETE FROM workflows WHERE workspace_id = ?1"
    /// Whoever holds a run loses it, by the epoch.
    case cancelRuns = """
        UPDATE runs SET state = 'cancelled', finished_at = ?2, due_at = NULL, lease_owner = NULL, lease_until = NULL,
          lease_epoch = lease_epoch + 1
        WHERE workspace_id = ?1 AND finished_at IS NULL
        """
    case next = "SELECT workspace_id FROM erasures ORDER BY requested_at LIMIT 1"
    case done = "DELETE FROM erasures WHERE workspace_id = ?1"
    case runs = "SELECT id, workflow_id, event_id FROM runs WHERE workspace_id = ?1 ORDER BY id LIMIT ?2"
    case deleteRun = "DELETE FROM runs WHERE id = ?1"
    case deleteInput = "DELETE FROM run_payloads WHERE run_id = ?1"
    case deleteAttempts = "DELETE FROM attempts WHERE run_id = ?1"
    case deleteAttemptPayloads = "DELETE FROM attempt_payloads WHERE run_id = ?1"
    case deleteWaits = "DELETE FROM connector_waits WHERE run_id = ?1"
    case deleteEvent = "DELETE FROM events WHERE id = ?1"
    case deleteEventPayload = "DELETE FROM event_payloads WHERE event_id = ?1"
    /// Versions of workflows that were deleted before, which their runs had pinned.
    case deletePinnedSteps = "DELETE FROM workflow_steps WHERE workflow_id = ?1"
    case deletePinnedVersions = "DELETE FROM workflow_versions WHERE workflow_id = ?1"
}
