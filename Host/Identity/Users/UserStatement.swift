import Storage

package enum UserStatement: String, StatementSet {
    case add = """
        INSERT INTO users (id, email, name, password, is_platform_admin, epoch, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6) ON CONFLICT (email) DO NOTHING
        """
    case get = """
        SELECT id, email, name, is_platform_admin, created_at, updated_at, last_log_in_at, disabled_at, epoch FROM users WHERE id = ?1
        """
    case list = """
        SELECT id, email, name, is_platform_admin, created_at, updated_at, last_log_in_at, disabled_at, epoch FROM users
        WHERE id > ?1 ORDER BY id LIMIT ?2
        """
    case byEmail = """
        SELECT id, email, name, is_platform_admin, created_at, updated_at, last_log_in_at, disabled_at, epoch FROM users WHERE email = ?1
        """
    case password = "SELECT password FROM users WHERE id = ?1"
    case rename = "UPDATE users SET name = ?2, updated_at = ?3 WHERE id = ?1"
    case setPlatformAdmin = "UPDATE users SET is_platform_admin = ?2, epoch = epoch + 1, updated_at = ?3 WHERE id = ?1"
    case setDisabled = "UPDATE users SET disabled_at = ?2, epoch = epoch + 1, updated_at = ?3 WHERE id = ?1"
    case setPassword = "UPDATE users SET password = ?2, epoch = epoch + 1, updated_at = ?3 WHERE id = ?1"
    /// The same password under another cost, unless it was changed meanwhile.
    case upgradePassword = "UPDATE users SET password = ?3 WHERE id = ?1 AND password = ?2"
    case logIn = "UPDATE users SET last_log_in_at = ?2 WHERE id = ?1"
    case platformAdmins = "SELECT COUNT(*) FROM users WHERE is_platform_admin = 1 AND disabled_at IS NULL AND id <> ?1"

    case addReset = "INSERT INTO password_resets (hash, user_id, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)"
    case reset = "SELECT user_id, expires_at FROM password_resets WHERE hash = ?1"
    case resets = "SELECT COUNT(*) FROM password_resets WHERE user_id = ?1"
    case forgetResets = "DELETE FROM password_resets WHERE user_id = ?1"
    case forgetExpiredResets = "DELETE FROM password_resets WHERE user_id = ?1 AND expires_at <= ?2"
}
