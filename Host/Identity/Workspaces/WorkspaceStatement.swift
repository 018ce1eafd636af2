import Storage

/// The statements over `workspaces` and what goes with them.
package enum WorkspaceStatement: String, StatementSet {
    case add = "INSERT INTO workspaces (id, name, email, plan, created_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    case get = """
        SELECT id, name, email, plan, allow_end_user_connections, event_url, incoming_default, created_at, suspended_at
        FROM workspaces WHERE id = ?1
        """
    case list = """
        SELECT id, name, email, plan, allow_end_user_connections, event_url, incoming_default, created_at, suspended_at
        FROM workspaces WHERE id > ?1 ORDER BY id LIMIT ?2
        """
    case update = """
        UPDATE workspaces SET name = ?2, email = ?3, plan = ?4, allow_end_user_connections = ?5, event_url = ?6, incoming_default = ?7,
          suspended_at = ?8
        WHERE id = ?1
        """
    /// Holds the workspace's row until the transaction ends, so that two changes never decide on the same state.
    case touch = "UPDATE workspaces SET version = version + 1 WHERE id = ?1"
    case plan = "SELECT 1 FROM plans WHERE id = ?1"
    case delete = "DELETE FROM workspaces WHERE id = ?1"
    case deleteUsage = "DELETE FROM usage_counts WHERE workspace_id = ?1"
    case noteErasure = "INSERT INTO erasures (workspace_id, requested_at) VALUES (?1, ?2)"
}
