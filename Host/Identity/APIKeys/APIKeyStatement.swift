import Storage

/// The statements over `api_keys`.
package enum APIKeyStatement: String, StatementSet {
    case add = """
        INSERT INTO api_keys (id, workspace_id, name, hint, hash, scopes, created_by, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """
    case get = """
        SELECT id, name, hint, scopes, created_by, created_at, expires_at, last_used_at, revoked_at FROM api_keys
        WHERE id = ?1 AND workspace_id = ?2
        """
    case list = """
        SELECT id, name, hint, scopes, created_by, created_at, expires_at, last_used_at, revoked_at FROM api_keys
        WHERE workspace_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """
    case byHash = """
        SELECT api_keys.id, workspace_id, scopes, expires_at, revoked_at, suspended_at
        FROM api_keys JOIN workspaces ON workspaces.id = api_keys.workspace_id WHERE hash = ?1
        """
    case expiry = "SELECT expires_at FROM api_keys WHERE id = ?1 AND workspace_id = ?2"
    /// `?2` now: those that open.
    case valid = """
        SELECT COUNT(*) FROM api_keys WHERE workspace_id = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)
        """
    case revoke = "UPDATE api_keys SET revoked_at = ?3 WHERE id = ?1 AND workspace_id = ?2 AND revoked_at IS NULL"
    case noteUse = "UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)"
}
