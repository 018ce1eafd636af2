import Storage

package enum VaultStatement: String, StatementSet {
    case install = """
        INSERT INTO installation (id, master_key_check, created_at) VALUES (1, ?1, ?2) ON CONFLICT (id) DO NOTHING
        """
    case check = "SELECT master_key_check FROM installation WHERE id = 1"
    case addKey = "INSERT INTO data_keys (id, workspace_id, wrapped, master_key_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    /// Ids are in order of time, so the last is the current one.
    case currentKey = "SELECT id, workspace_id, wrapped FROM data_keys WHERE workspace_id = ?1 ORDER BY id DESC LIMIT 1"
    case eraseKeys = "DELETE FROM data_keys WHERE workspace_id = ?1"
    case key = "SELECT id, workspace_id, wrapped FROM data_keys WHERE id = ?1"
    case addInstallationKey = "INSERT INTO installation_keys (id, wrapped, master_key_id, created_at) VALUES (?1, ?2, ?3, ?4)"
    /// Ids are in order of time, so the last is the current one.
    case installationKeys = "SELECT id, wrapped FROM installation_keys ORDER BY id"
}
