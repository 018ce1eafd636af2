package import Model
package import Storage

/// Logs everybody out of a database that is restored: what was ended since the copy was made would be good again, and tokens
/// issued since then name sessions that it does not know.
package enum RestoredAccess {
    package static func close(in transaction: WriteTransaction, at time: Timestamp) throws {
        try transaction.execute(RestoredAccessStatement.endSessions, .time(time))
        try transaction.execute(RestoredAccessStatement.raiseEpochs)
        try transaction.execute(RestoredAccessStatement.removeRefreshTokens)
        try transaction.execute(RestoredAccessStatement.removePasswordResets)
    }
}
