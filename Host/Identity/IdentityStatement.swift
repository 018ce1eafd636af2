import Storage

package enum IdentityStatement: String, StatementSet {
    case addFirstWorkspace = "INSERT INTO workspaces (id, name, is_first, created_at) VALUES (?1, ?2, 1, ?3)"
    case firstWorkspace = "SELECT id FROM workspaces WHERE is_first = 1"
    case adminKeys = "SELECT hash FROM admin_keys"
    case removeAdminKeys = "DELETE FROM admin_keys"
    case addAdminKey = "INSERT INTO admin_keys (hash, created_at) VALUES (?1, ?2)"
    case adminKeyDisabledAt = "SELECT admin_key_disabled_at FROM installation WHERE id = 1"
    case setAdminKeyDisabledAt = "UPDATE installation SET admin_key_disabled_at = ?1 WHERE id = 1"
}
