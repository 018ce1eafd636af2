import Storage

/// The only statements that touch the audit log. None changes an entry; ``prune`` takes those for which an anchor stands, and
/// triggers refuse everything else.
package enum AuditStatement: String, StatementSet {
    /// Takes the next number. The row stays locked to the end of the transaction, so several hosts write in one order.
    case takeNumber = "UPDATE audit_head SET number = number + 1 WHERE id = 1 RETURNING number, hash"
    case setHead = "UPDATE audit_head SET hash = ?1 WHERE id = 1"
    case head = "SELECT number, hash FROM audit_head WHERE id = 1"
    case append = """
        INSERT INTO audit_entries (number, recorded_at, workspace_id, actor, action, outcome, subject, address, trace_id, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """
    /// `?1` numbers below, `?2` how many, then the filter's criteria or NULL.
    case list = """
        SELECT number, recorded_at, workspace_id, actor, action, outcome, subject, address, trace_id, hash
        FROM audit_entries
        WHERE number < ?1
          AND (CAST(?3 AS TEXT) IS NULL OR actor = ?3)
          AND (CAST(?4 AS TEXT) IS NULL OR action = ?4)
          AND (CAST(?5 AS TEXT) IS NULL OR subject = ?5)
          AND (CAST(?6 AS BIGINT) IS NULL OR recorded_at >= ?6)
          AND (CAST(?7 AS BIGINT) IS NULL OR recorded_at < ?7)
        ORDER BY number DESC LIMIT ?2
        """
    /// The same of one workspace, `?8`.
    case listOfWorkspace = """
        SELECT number, recorded_at, workspace_id, actor, action, outcome, subject, address, trace_id, hash
        FROM audit_entries
        WHERE workspace_id = ?8 AND number < ?1
          AND (CAST(?3 AS TEXT) IS NULL OR actor = ?3)
          AND (CAST(?4 AS TEXT) IS NULL OR action = ?4)
          AND (CAST(?5 AS TEXT) IS NULL OR subject = ?5)
          AND (CAST(?6 AS BIGINT) IS NULL OR recorded_at >= ?6)
          AND (CAST(?7 AS BIGINT) IS NULL OR recorded_at < ?7)
        ORDER BY number DESC LIMIT ?2
        """
    /// `?1` numbers above, `?2` how many, oldest first.
    case following = """
        SELECT number, recorded_at, workspace_id, actor, action, outcome, subject, address, trace_id, hash
        FROM audit_entries WHERE number > ?1 ORDER BY number LIMIT ?2
        """
    case hash = "SELECT hash FROM audit_entries WHERE number = ?1"
    case first = "SELECT MIN(number) FROM audit_entries"
    /// `?1` a time: the first entry that is not older. The numbers below may go.
    case firstSince = "SELECT MIN(number) FROM audit_entries WHERE recorded_at >= ?1"
    case prune = "DELETE FROM audit_entries WHERE number <= ?1"
    case anchors = "SELECT number, kind, hash, recorded_at, signing_key, signature FROM audit_anchors ORDER BY number"
    /// Several hosts may set the same one.
    case addAnchor = """
        INSERT INTO audit_anchors (number, kind, hash, recorded_at, signing_key, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (number, kind) DO NOTHING
        """
    case removeAnchors = "DELETE FROM audit_anchors WHERE number < ?1"
    case signingKey = """
        SELECT id, public_key, private_sealed, key_id FROM signing_keys WHERE purpose = 'audit' AND signs_until > ?1 ORDER BY id DESC LIMIT 1
        """
    case publicKeys = "SELECT id, public_key FROM signing_keys WHERE purpose = 'audit'"
    case addSigningKey = """
        INSERT INTO signing_keys (id, purpose, public_key, private_sealed, key_id, created_at, signs_until, verifies_until)
        VALUES (?1, 'audit', ?2, ?3, ?4, ?5, ?6, ?7)
        """
}
