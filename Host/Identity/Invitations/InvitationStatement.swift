import Storage

/// The statements over `invitations`.
package enum InvitationStatement: String, StatementSet {
    case add = """
        INSERT INTO invitations (id, workspace_id, email, role, hash, invited_by, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    /// `?2` now: those that may still be accepted.
    case pending = """
        SELECT COUNT(*) FROM invitations WHERE workspace_id = ?1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ?2
        """
    case isMember = """
        SELECT 1 FROM members JOIN users ON users.id = members.user_id WHERE workspace_id = ?1 AND email = ?2
        """
    case list = """
        SELECT id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at, workspace_id FROM invitations
        WHERE workspace_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """
    case get = """
        SELECT id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at, workspace_id FROM invitations
        WHERE id = ?1 AND workspace_id = ?2
        """
    case byHash = """
        SELECT id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at, workspace_id FROM invitations
        WHERE hash = ?1
        """
    /// Of two who accept at once, one changes the row.
    case accept = "UPDATE invitations SET accepted_at = ?2 WHERE id = ?1 AND accepted_at IS NULL AND revoked_at IS NULL"
    case revoke = """
        UPDATE invitations SET revoked_at = ?3 WHERE id = ?1 AND workspace_id = ?2 AND accepted_at IS NULL AND revoked_at IS NULL
        """
    case revokeByEmail = """
        UPDATE invitations SET revoked_at = ?3
        WHERE workspace_id = ?1 AND email = ?2 AND accepted_at IS NULL AND revoked_at IS NULL
        """
    case revokeByInviter = """
        UPDATE invitations SET revoked_at = ?3
        WHERE workspace_id = ?1 AND invited_by = ?2 AND accepted_at IS NULL AND revoked_at IS NULL
        """
}
