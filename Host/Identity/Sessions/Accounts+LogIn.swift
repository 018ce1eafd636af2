import Crypto
package import Model
import Storage

extension Accounts {
    /// Starts a session. Throws ``AccountError/wrongCredentials`` for an unknown email, a wrong password and a disabled user alike,
    /// after the same work; ``AccountError/slowedDown(until:)`` and ``AccountError/busy``.
    package func logIn(_ email: EmailAddress, password: String, from origin: Origin) async throws -> LogIn {
        try await countAttempt(for: email)
        let found = try await database.read { transaction in
            try Self.find(email, in: transaction).map { ($0, try Self.password(of: $0.user.id, in: transaction)) }
        }
        guard case .right(let better) = try await passwords.verify(password, found?.1), let (row, stored) = found else {
            throw AccountError.wrongCredentials
        }
        let (session, token, time) = (SessionID(at: now()), OpaqueToken(prefix: OpaqueToken.refreshPrefix), now())
        CommitRider.concern(row.user.id.text)
        let user = try await database.commit { transaction in
            // Disabled, or given another password, while this one was hashed.
            guard let current = try Self.find(row.user.id, in: transaction), current.epoch == row.epoch, current.user.disabledAt == nil else {
                throw AccountError.wrongCredentials
            }
            try Self.forgetAttempts(for: email, in: transaction)
            if let better, let stored {
                try transaction.execute(UserStatement.upgradePassword, .id(row.user.id), .text(stored), .text(better))
            }
            try transaction.execute(UserStatement.logIn, .id(row.user.id), .time(time))
            try SessionStore.start(for: row.user.id, session, token, from: origin, at: time, in: transaction)
            return try Self.find(row.user.id, in: transaction)?.user ?? current.user
        }
        return LogIn(
            user: user, session: session, accessToken: try await tokens.issue(to: user.id, session: session, epoch: row.epoch),
            refreshToken: token.text, refreshExpiresAt: time + SessionStore.lifetime)
    }

    // MARK: Wrong passwords

    /// Counts an attempt before its password is looked at; throws ``AccountError/slowedDown(until:)`` when there were too many, and
    /// ``AccountError/busy`` when nobody could look at it.
    func countAttempt(for email: EmailAddress) async throws {
        guard !passwords.isFull else { throw AccountError.busy }
        let (subject, time) = (Self.subject(of: email), now())
        // What the request is about may yet be refused, so nothing rides with this.
        let decision = try await CommitRider.waiting {
            try await database.commit { transaction in
                let past = try transaction.first(SessionStatement.throttle, .blob(subject)).map { row in
                    LogInThrottle(failures: try row.integer(0), lastAt: try row.time(1), blockedUntil: try row.time(2))
                }
                let decision = LogInThrottle.decide(past, at: time)
                if case .attempt(let next) = decision {
                    try transaction.execute(SessionStatement.forgetThrottles, .time(time + (.zero - LogInThrottle.memory)))
                    try transaction.execute(
                        SessionStatement.setThrottle, .blob(subject), .integer(next.failures), .time(next.lastAt), .time(next.blockedUntil))
                }
                return decision
            }
        }
        if case .blocked(let until) = decision { throw AccountError.slowedDown(until: until) }
    }

    static func forgetAttempts(for email: EmailAddress, in transaction: WriteTransaction) throws {
        try transaction.execute(SessionStatement.forgetThrottle, .blob(subject(of: email)))
    }

    /// Emails of strangers are not kept; a hash does to count by.
    private static func subject(of email: EmailAddress) -> [UInt8] {
        Array(SHA256.hash(data: Array(email.text.utf8)))
    }
}
