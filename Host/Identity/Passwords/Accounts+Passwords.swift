package import Model
import Storage

extension Accounts {
    static let resetLifetime = Duration.seconds(3600)
    /// Links that one user may have at once: nobody floods a mailbox through us.
    private static let resetLimit = 3

    /// Changes the password of who knows the current one. All other sessions end; this one goes on, with the access token that
    /// is given back: those before it are refused.
    package func changePassword(of user: UserID, session: SessionID, from current: String, to new: String) async throws -> AccessToken {
        guard let (row, stored) = try await row(of: user) else { throw AccountError.userNotFound(user) }
        if let fault = PasswordRules.fault(in: new, of: row.user.email) { throw AccountError.passwordRefused(fault) }
        try await countAttempt(for: row.user.email)
        guard case .right = try await passwords.verify(current, stored) else { throw AccountError.wrongCredentials }
        let (hash, time) = (try await passwords.hash(new), now())
        CommitRider.concern(user.text)
        let epoch = try await database.commit { transaction in
            guard try Self.find(user, in: transaction)?.epoch == row.epoch else { throw AccountError.wrongCredentials }
            try Self.setPassword(hash, of: row.user, but: session, .passwordChanged, at: time, in: transaction)
            return try Self.find(user, in: transaction)?.epoch ?? 0
        }
        standings.invalidate()
        return try await tokens.issue(to: user, session: session, epoch: epoch)
    }

    /// A token that sets a new password for the user with this email, good once and for an hour; nil when there is nobody to send it to.
    package func makeReset(for email: EmailAddress) async throws -> (user: User, token: String)? {
        let (token, time) = (OpaqueToken(prefix: OpaqueToken.resetPrefix), now())
        return try await database.commit { transaction in
            guard let row = try Self.find(email, in: transaction), row.user.disabledAt == nil else { return nil }
            try transaction.execute(UserStatement.forgetExpiredResets, .id(row.user.id), .time(time))
            guard try transaction.first(UserStatement.resets, .id(row.user.id))?.integer(0) ?? 0 < Self.resetLimit else { return nil }
            try transaction.execute(
                UserStatement.addReset, .blob(token.hash), .id(row.user.id), .time(time), .time(time + Self.resetLifetime))
            return (row.user, token.text)
        }
    }

    /// Sets a new password for who got the mail; all sessions end. Throws ``AccountError/resetRefused``.
    package func confirmReset(_ text: String, password: String) async throws {
        guard let token = OpaqueToken(text, prefix: OpaqueToken.resetPrefix) else { throw AccountError.resetRefused }
        let first = now()
        guard let user = try await database.read({ try Self.user(ofReset: token, at: first, in: $0) }) else { throw AccountError.resetRefused }
        if let fault = PasswordRules.fault(in: password, of: user.email) { throw AccountError.passwordRefused(fault) }
        let (hash, time) = (try await passwords.hash(password), now())
        CommitRider.concern(user.id.text)
        try await database.commit { transaction in
            // Of two who confirm at once, one comes first.
            guard try Self.user(ofReset: token, at: time, in: transaction) != nil else { throw AccountError.resetRefused }
            try Self.setPassword(hash, of: user, but: nil, .passwordReset, at: time, in: transaction)
        }
        standings.invalidate()
    }

    private func row(of user: UserID) async throws -> (UserRow, String?)? {
        try await database.read { transaction in
            try Self.find(user, in: transaction).map { ($0, try Self.password(of: user, in: transaction)) }
        }
    }

    private static func user(ofReset token: OpaqueToken, at time: Timestamp, in transaction: some Transaction) throws -> User? {
        guard let row = try transaction.first(UserStatement.reset, .blob(token.hash)), time < (try row.time(1)),
            let user = try find(row.id(0), in: transaction)?.user, user.disabledAt == nil
        else { return nil }
        return user
    }

    private static func setPassword(
        _ hash: String, of user: User, but kept: SessionID?, _ reason: SessionStore.End, at time: Timestamp, in transaction: WriteTransaction
    ) throws {
        try transaction.execute(UserStatement.setPassword, .id(user.id), .text(hash), .time(time))
        try transaction.execute(UserStatement.forgetResets, .id(user.id))
        try forgetAttempts(for: user.email, in: transaction)
        try SessionStore.endAll(of: user.id, but: kept, reason, at: time, in: transaction)
    }
}
