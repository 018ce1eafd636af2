import Storage

package enum TokenKeyStatement: String, StatementSet {
    /// `?2` now: keys that still prove something, the newest last.
    case load = """
        SELECT id, public_key, private_sealed, key_id, signs_until, verifies_until FROM signing_keys
        WHERE purpose = ?1 AND verifies_until > ?2 ORDER BY id
        """
    case add = """
        INSERT INTO signing_keys (id, purpose, public_key, private_sealed, key_id, created_at, signs_until, verifies_until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
}
