import Storage

/// What is changed in a database that is restored, so that nobody is logged in.
package enum RestoredAccessStatement: String, StatementSet {
    case endSessions = "UPDATE sessions SET ended_at = ?1, end_reason = 'restored' WHERE ended_at IS NULL"
    case raiseEpochs = "UPDATE users SET epoch = epoch + 1"
    case removeRefreshTokens = "DELETE FROM refresh_tokens"
    case removePasswordResets = "DELETE FROM password_resets"
}
