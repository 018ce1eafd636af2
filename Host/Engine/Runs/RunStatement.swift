import Storage

/// The statements over `runs` and `run_payloads`.
package enum RunStatement: String, StatementSet {
    /// `?11` started_at, `?12` due_at, `?13` to `?15` the lease: an executor with room leases the run at birth.
    case insert = """
        INSERT INTO runs (id, workspace_id, workflow_id, workflow_version, connector, action, event_id, state, trace_id, created_at,
          started_at, due_at, lease_owner, lease_until, lease_epoch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """
    case insertInput = "INSERT INTO run_payloads (run_id, key_id, input_sealed) VALUES (?1, ?2, ?3)"
    case finish = """
        UPDATE runs SET state = ?3, finished_at = ?4, error_class = ?5, due_at = NULL, lease_owner = NULL, lease_until = NULL
        WHERE id = ?1 AND lease_epoch = ?2
        """
    /// A cancellation that came meanwhile makes the run due at once.
    case release = """
        UPDATE runs SET state = 'waiting', lease_owner = NULL, lease_until = NULL,
          due_at = CASE WHEN cancel_requested_at IS NULL THEN CAST(?3 AS BIGINT) ELSE cancel_requested_at END
        WHERE id = ?1 AND lease_epoch = ?2
        """
    case epoch = "SELECT lease_epoch FROM runs WHERE id = ?1"
    /// A run that failed is to be tried again.
    case requeue = """
        UPDATE runs SET state = 'queued', due_at = ?3, finished_at = NULL, error_class = NULL
        WHERE id = ?1 AND lease_epoch = ?2 AND state = 'failed'
        """
    /// A run that nobody holds is due; no row changes when an executor has it.
    case makeDue = "UPDATE runs SET due_at = ?2 WHERE id = ?1 AND lease_owner IS NULL AND finished_at IS NULL"
    /// Whoever holds the run is told besides; a run nobody holds becomes due.
    case requestCancel = """
        UPDATE runs SET cancel_requested_at = ?3, due_at = CASE WHEN lease_owner IS NULL THEN CAST(?3 AS BIGINT) ELSE due_at END
        WHERE id = ?1 AND workspace_id = ?2 AND finished_at IS NULL AND cancel_requested_at IS NULL
        """
    case nextDue = "SELECT MIN(due_at) FROM runs WHERE due_at IS NOT NULL"
    /// Leases that this host left behind when it ended.
    case abandon = """
        UPDATE runs SET due_at = ?2, lease_owner = NULL, lease_until = NULL WHERE due_at IS NOT NULL AND lease_owner = ?1
        """
    case load = """
        SELECT id, workspace_id, workflow_id, workflow_version, connector, action, event_id, trace_id, created_at, state,
          cancel_requested_at
        FROM runs WHERE id = ?1
        """
    case input = "SELECT input_sealed, key_id FROM run_payloads WHERE run_id = ?1"
    case webhookRequest = "SELECT request_sealed, key_id FROM event_payloads WHERE event_id = ?1"
}

/// Leasing due runs. `due_at` of a leased run is the lease's end, so one index serves retries, queued runs and dead leases.
package enum RunLeaseStatement: String, LeaseStatement {
    case candidates = """
        SELECT id, lease_epoch FROM runs WHERE due_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY due_at LIMIT ?2
        """
    case take = """
        UPDATE runs SET lease_owner = ?3, lease_until = ?4, due_at = ?4, lease_epoch = ?2 + 1, state = 'running',
          started_at = COALESCE(started_at, ?5)
        WHERE id = ?1 AND lease_epoch = ?2 AND due_at <= ?5 AND (lease_until IS NULL OR lease_until <= ?5)
        """
    case renew = "UPDATE runs SET lease_until = ?4, due_at = ?4 WHERE id = ?1 AND lease_epoch = ?2 AND lease_owner = ?3"
    case release = """
        UPDATE runs SET lease_owner = NULL, lease_until = NULL WHERE id = ?1 AND lease_epoch = ?2 AND lease_owner = ?3
        """
}

/// The statements over `attempts` and `attempt_payloads`.
///
/// They are the fence between an executor that lost its lease and the one that took the run: an attempt's row is inserted
/// once, and settled once. Whoever comes second changes nothing and gives up.
package enum AttemptStatement: String, StatementSet {
    case start = "INSERT INTO attempts (run_id, step_id, attempt, state, started_at) VALUES (?1, ?2, ?3, 'started', ?4)"
    case send = "UPDATE attempts SET state = 'sent', sent_at = ?4 WHERE run_id = ?1 AND step_id = ?2 AND attempt = ?3 AND state = 'started'"
    case end = """
        UPDATE attempts SET state = ?4, finished_at = ?5, error_class = ?6, provider_status = ?7, next_retry_at = ?8
        WHERE run_id = ?1 AND step_id = ?2 AND attempt = ?3 AND state IN ('started', 'sent')
        """
    /// An attempt that failed for good.
    case reopen = """
        UPDATE attempts SET retried_at = ?4
        WHERE run_id = ?1 AND step_id = ?2 AND attempt = ?3 AND state = 'failed' AND next_retry_at IS NULL
        """
    case insertPayload = """
        INSERT INTO attempt_payloads (run_id, step_id, attempt, key_id, input_sealed, outcome_sealed, journal_sealed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """
    case ofRun = "SELECT step_id, attempt, state, error_class, next_retry_at, retried_at FROM attempts WHERE run_id = ?1"
    case outcomes = "SELECT step_id, attempt, key_id, outcome_sealed FROM attempt_payloads WHERE run_id = ?1"
    case history = """
        SELECT attempts.step_id, attempts.attempt, state, started_at, sent_at, finished_at, error_class, provider_status, next_retry_at,
          key_id, input_sealed, outcome_sealed, journal_sealed, retried_at
        FROM attempts LEFT JOIN attempt_payloads ON attempt_payloads.run_id = attempts.run_id
          AND attempt_payloads.step_id = attempts.step_id AND attempt_payloads.attempt = attempts.attempt
        WHERE attempts.run_id = ?1 ORDER BY started_at, attempts.step_id, attempts.attempt
        """
}
