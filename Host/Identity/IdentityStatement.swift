import Storage

package enum IdentityStatement: String, StatementSet {
    case addWorkspace = "INSERT INTO workspaces (id, name, created_at) VALUES (?1, ?2, ?3)"
    /// Ids are in order of time, so the first is the one that the first start made.
    case defaultWorkspace = "SELECT id FROM workspaces ORDER BY id LIMIT 1"
    case adminKeys = "SELECT hash FROM admin_keys"
    case removeAdminKeys = "DELETE FROM admin_keys"
    case addAdminKey = "INSERT INTO admin_keys (hash, created_at) VALUES (?1, ?2)"
}
