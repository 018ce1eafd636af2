import Storage

package enum SessionStatement: String, StatementSet {
    case add = """
        INSERT INTO sessions (id, user_id, created_at, used_at, expires_at, address, user_agent) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)
        """
    case ofUser = """
        SELECT id, created_at, used_at, expires_at, address, user_agent FROM sessions
        WHERE user_id = ?1 AND ended_at IS NULL AND expires_at > ?2 ORDER BY id DESC LIMIT 100
        """
    /// All that decides whether an access token of the session is good.
    case standing = """
        SELECT s.user_id, s.ended_at, u.epoch, u.is_platform_admin, u.disabled_at
        FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?1
        """
    case extend = "UPDATE sessions SET used_at = ?2, expires_at = ?3 WHERE id = ?1"
    case end = "UPDATE sessions SET ended_at = ?2, end_reason = ?3 WHERE id = ?1 AND ended_at IS NULL"
    case endOfUser = """
        UPDATE sessions SET ended_at = ?3, end_reason = ?4 WHERE user_id = ?1 AND id <> COALESCE(CAST(?2 AS TEXT), '') AND ended_at IS NULL
        """
    case belongsTo = "SELECT id FROM sessions WHERE id = ?1 AND user_id = ?2 AND ended_at IS NULL"
    /// A family of refresh tokens is kept for as long as one of them could come back.
    case forget = "DELETE FROM sessions WHERE user_id = ?1 AND expires_at < ?2"

    case addRefreshToken = "INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at) VALUES (?1, ?2, ?3, ?4)"
    case refreshToken = """
        SELECT t.session_id, t.expires_at, t.used_at, s.ended_at, s.user_id, u.disabled_at
        FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id WHERE t.hash = ?1
        """
    case useRefreshToken = "UPDATE refresh_tokens SET used_at = ?2 WHERE hash = ?1"

    case throttle = "SELECT failures, last_at, blocked_until FROM log_in_failures WHERE subject = ?1"
    case setThrottle = """
        INSERT INTO log_in_failures (subject, failures, last_at, blocked_until) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (subject) DO UPDATE SET
            failures = excluded.failures, last_at = excluded.last_at, blocked_until = excluded.blocked_until
        """
    case forgetThrottle = "DELETE FROM log_in_failures WHERE subject = ?1"
    case forgetThrottles = "DELETE FROM log_in_failures WHERE last_at < ?1"
}
