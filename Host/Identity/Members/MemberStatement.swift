import Storage

/// The statements over `members`.
package enum MemberStatement: String, StatementSet {
    case add = "INSERT INTO members (workspace_id, user_id, role, created_at) VALUES (?1, ?2, ?3, ?4)"
    case role = "SELECT role FROM members WHERE workspace_id = ?1 AND user_id = ?2"
    case owners = "SELECT COUNT(*) FROM members WHERE workspace_id = ?1 AND role = 'owner'"
    case get = """
        SELECT user_id, email, name, role, members.created_at FROM members JOIN users ON users.id = members.user_id
        WHERE workspace_id = ?1 AND user_id = ?2
        """
    case list = """
        SELECT user_id, email, name, role, members.created_at FROM members JOIN users ON users.id = members.user_id
        WHERE workspace_id = ?1 AND user_id > ?2 ORDER BY user_id LIMIT ?3
        """
    case ofUser = """
        SELECT workspaces.id, workspaces.name, role, suspended_at FROM members JOIN workspaces ON workspaces.id = members.workspace_id
        WHERE user_id = ?1 ORDER BY workspaces.id LIMIT 1000
        """
    case setRole = "UPDATE members SET role = ?3 WHERE workspace_id = ?1 AND user_id = ?2"
    case remove = "DELETE FROM members WHERE workspace_id = ?1 AND user_id = ?2"
    case email = "SELECT email FROM users WHERE id = ?1"
}
