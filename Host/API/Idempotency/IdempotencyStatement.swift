import Storage

package enum IdempotencyStatement: String, StatementSet {
    case find = """
        SELECT fingerprint, state, subject, answer_sealed, key_id, host, held_until
        FROM idempotency_records WHERE principal = ?1 AND route = ?2 AND idempotency_key = ?3 AND expires_at > ?4
        """
    /// Changes no row when there is one that has not expired: then another request of this name was faster.
    case perform = """
        INSERT INTO idempotency_records
          (principal, route, idempotency_key, fingerprint, state, subject, host, held_until, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, 'performed', ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (principal, route, idempotency_key) DO UPDATE SET
          fingerprint = excluded.fingerprint, state = excluded.state, subject = excluded.subject, answer_sealed = NULL, key_id = NULL,
          host = excluded.host, held_until = excluded.held_until, created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE idempotency_records.expires_at <= excluded.created_at
        """
    case answer = """
        UPDATE idempotency_records SET state = 'answered', answer_sealed = ?4, key_id = ?5
        WHERE principal = ?1 AND route = ?2 AND idempotency_key = ?3
        """
    case prune = """
        DELETE FROM idempotency_records WHERE (principal, route, idempotency_key) IN (
          SELECT principal, route, idempotency_key FROM idempotency_records WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
        """
}
