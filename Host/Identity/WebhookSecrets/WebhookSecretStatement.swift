import Storage

/// The statements over `webhook_secrets`. The current secret of a purpose is the one without an end.
package enum WebhookSecretStatement: String, StatementSet {
    case add = """
        INSERT INTO webhook_secrets (id, workspace_id, purpose, secret_sealed, key_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
    /// `?2` now: those that count, the current one first.
    case valid = """
        SELECT id, purpose, created_at, expires_at, secret_sealed, key_id FROM webhook_secrets
        WHERE workspace_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)
        ORDER BY purpose, CASE WHEN expires_at IS NULL THEN 0 ELSE 1 END, id DESC
        """
    case current = "SELECT 1 FROM webhook_secrets WHERE workspace_id = ?1 AND purpose = ?2 AND expires_at IS NULL"
    case countValid = """
        SELECT COUNT(*) FROM webhook_secrets WHERE workspace_id = ?1 AND purpose = ?2 AND (expires_at IS NULL OR expires_at > ?3)
        """
    /// Those before end at `?3`, unless they end earlier.
    case retire = """
        UPDATE webhook_secrets SET expires_at = ?3
        WHERE workspace_id = ?1 AND purpose = ?2 AND (expires_at IS NULL OR expires_at > ?3)
        """
    case forget = "DELETE FROM webhook_secrets WHERE workspace_id = ?1 AND expires_at <= ?2"
}
