import Storage

/// The statements over `workflows`, `workflow_versions` and `workflow_steps`.
package enum WorkflowStatement: String, StatementSet {
    case insert = """
        INSERT INTO workflows (id, workspace_id, name, enabled, version, webhook_path, created_at, updated_at)
        VALUES (?1, ?2, ?3, 1, 1, ?4, ?5, ?5)
        """
    case insertVersion = """
        INSERT INTO workflow_versions (workflow_id, version, definition_sealed, key_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
        """
    case insertStep = """
        INSERT INTO workflow_steps (workflow_id, version, step_id, connector, action, connection) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
    case get = """
        SELECT id, name, enabled, version, webhook_path, created_at, updated_at FROM workflows WHERE id = ?1 AND workspace_id = ?2
        """
    case list = """
        SELECT id, name, enabled, version, webhook_path, created_at, updated_at FROM workflows
        WHERE workspace_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """
    case byPath = """
        SELECT id, name, enabled, version, webhook_path, created_at, updated_at FROM workflows
        WHERE workspace_id = ?1 AND webhook_path = ?2
          AND NOT EXISTS (SELECT 1 FROM workspaces WHERE workspaces.id = ?1 AND suspended_at IS NOT NULL)
        """
    case document = "SELECT definition_sealed, key_id FROM workflow_versions WHERE workflow_id = ?1 AND version = ?2"
    case update = "UPDATE workflows SET name = ?2, version = ?3, webhook_path = ?4, updated_at = ?5 WHERE id = ?1"
    case setEnabled = "UPDATE workflows SET enabled = ?3, updated_at = ?4 WHERE id = ?1 AND workspace_id = ?2"
    case delete = "DELETE FROM workflows WHERE id = ?1 AND workspace_id = ?2"
    /// `?2` a workspace, NULL for all.
    case enabledUsingConnector = """
        SELECT DISTINCT workflows.id, workflows.workspace_id FROM workflow_steps
        JOIN workflows ON workflows.id = workflow_steps.workflow_id AND workflows.version = workflow_steps.version
        WHERE workflow_steps.connector = ?1 AND workflows.enabled = 1
          AND (CAST(?2 AS TEXT) IS NULL OR workflows.workspace_id = ?2)
        """
    /// `?2` a connection's id, `?3` its number as text.
    case namesUsingConnection = """
        SELECT DISTINCT workflows.name FROM workflows
        JOIN workflow_steps ON workflow_steps.workflow_id = workflows.id AND workflow_steps.version = workflows.version
        WHERE workflows.workspace_id = ?1 AND workflow_steps.connection IN (?2, ?3) ORDER BY workflows.name LIMIT 20
        """
}
