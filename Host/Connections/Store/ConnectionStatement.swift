import Storage

/// The statements over `connections`, `connection_payloads` and the numbers that a workspace has given.
package enum ConnectionStatement: String, StatementSet {
    /// Locks the workspace's row until the transaction ends, so that two connections never get one number.
    case takeNumber = "UPDATE workspaces SET last_connection_number = last_connection_number + 1 WHERE id = ?1"
    case takenNumber = "SELECT last_connection_number FROM workspaces WHERE id = ?1"
    case insert = """
        INSERT INTO connections (id, workspace_id, number, connector, scheme, name, state, version, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'active', 1, ?7, ?7)
        """
    case insertPayload = """
        INSERT INTO connection_payloads (connection_id, key_id, fields_sealed, secrets_sealed) VALUES (?1, ?2, ?3, ?4)
        """
    case get = """
        SELECT id, number, connector, scheme, name, state, version, created_at, updated_at FROM connections
        WHERE id = ?1 AND workspace_id = ?2
        """
    case byNumber = """
        SELECT id, number, connector, scheme, name, state, version, created_at, updated_at FROM connections
        WHERE workspace_id = ?2 AND number = ?1
        """
    /// `?3` how many.
    case activeOfConnector = """
        SELECT id, number, connector, scheme, name, state, version, created_at, updated_at FROM connections
        WHERE workspace_id = ?1 AND connector = ?2 AND state = 'active' ORDER BY id LIMIT ?3
        """
    /// `?2` numbers above (the cursor), `?3` how many, `?4` a connector or NULL.
    case list = """
        SELECT connections.id, number, connector, scheme, name, state, version, created_at, updated_at, key_id, fields_sealed
        FROM connections JOIN connection_payloads ON connection_payloads.connection_id = connections.id
        WHERE workspace_id = ?1 AND number > ?2 AND (CAST(?4 AS TEXT) IS NULL OR connector = ?4)
        ORDER BY number LIMIT ?3
        """
    case payload = "SELECT key_id, fields_sealed, secrets_sealed FROM connection_payloads WHERE connection_id = ?1"
    /// Changes nothing when somebody else has changed the connection since version `?3` was read.
    case update = """
        UPDATE connections SET name = ?4, version = version + 1, updated_at = ?5
        WHERE id = ?1 AND workspace_id = ?2 AND version = ?3
        """
    case updatePayload = """
        UPDATE connection_payloads SET key_id = ?2, fields_sealed = ?3, secrets_sealed = ?4 WHERE connection_id = ?1
        """
    /// The payload goes with it.
    case delete = "DELETE FROM connections WHERE id = ?1 AND workspace_id = ?2"
    /// The payloads go with them.
    case deleteAll = "DELETE FROM connections WHERE workspace_id = ?1"
}
