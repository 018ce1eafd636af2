import Model
import Storage

/// Sessions and their chains of refresh tokens, as rows. Whoever changes one calls ``SessionStandings/invalidate()`` after.
struct SessionStore: Sendable {
    /// How long a session lasts after it was last used.
    static let lifetime = Duration.seconds(7 * 24 * 3600)

    let database: Database

    enum End: String {
        case loggedOut = "logged_out"
        case endedByUser = "ended_by_user"
        case passwordChanged = "password_changed"
        case passwordReset = "password_reset"
        case refreshReused = "refresh_reused"
        case userDisabled = "user_disabled"
    }

    /// Starts a session: at each log-in a new one, whatever the client brought along.
    static func start(
        for user: UserID, _ session: SessionID, _ token: OpaqueToken, from origin: Origin, at time: Timestamp, in transaction: WriteTransaction
    ) throws {
        try transaction.execute(SessionStatement.forget, .id(user), .time(time))
        try transaction.execute(
            SessionStatement.add, .id(session), .id(user), .time(time), .time(time + lifetime), .text(origin.address), .text(origin.userAgent))
        try transaction.execute(
            SessionStatement.addRefreshToken, .blob(token.hash), .id(session), .time(time), .time(time + lifetime))
    }

    static func endAll(of user: UserID, but kept: SessionID? = nil, _ reason: End, at time: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(SessionStatement.endOfUser, .id(user), .id(kept), .time(time), .text(reason.rawValue))
    }

    /// What became of a refresh token that somebody showed.
    enum Refresh: Sendable {
        case renewed(UserID, SessionID)
        case refused
        /// It had been used before, so two have it, and one of them stole it: the session has ended for both.
        case stolen(UserID, SessionID)
    }

    /// Exchanges a refresh token for `next`. Strict: of two requests that show the same one the later ends the session, also when
    /// both are honest, because nobody can tell.
    func refresh(_ token: OpaqueToken, with next: OpaqueToken, at time: Timestamp) async throws -> Refresh {
        try await database.commit { transaction in
            guard let row = try transaction.first(SessionStatement.refreshToken, .blob(token.hash)) else { return .refused }
            let (session, user): (SessionID, UserID) = (try row.id(0), try row.id(4))
            guard try row.optionalTime(3) == nil, try row.optionalTime(5) == nil else { return .refused }
            guard try row.optionalTime(2) == nil else {
                try transaction.execute(SessionStatement.end, .id(session), .time(time), .text(End.refreshReused.rawValue))
                return .stolen(user, session)
            }
            guard time < (try row.time(1)) else { return .refused }
            let end = time + Self.lifetime
            try transaction.execute(SessionStatement.useRefreshToken, .blob(token.hash), .time(time))
            try transaction.execute(SessionStatement.addRefreshToken, .blob(next.hash), .id(session), .time(time), .time(end))
            try transaction.execute(SessionStatement.extend, .id(session), .time(time), .time(end))
            return .renewed(user, session)
        }
    }

    /// The session of a refresh token, whether that is still good or not.
    func session(of token: OpaqueToken) async throws -> SessionID? {
        try await database.read { try $0.first(SessionStatement.refreshToken, .blob(token.hash)).map { try $0.id(0) } }
    }

    func list(of user: UserID, at time: Timestamp) async throws -> [Session] {
        try await database.read { transaction in
            try transaction.query(SessionStatement.ofUser, .id(user), .time(time)).map { row in
                Session(
                    id: try row.id(0), createdAt: try row.time(1), usedAt: try row.time(2), expiresAt: try row.time(3),
                    address: try row.text(4), userAgent: try row.text(5))
            }
        }
    }

    /// Ends a session; does nothing to one that has ended.
    func end(_ session: SessionID, _ reason: End, at time: Timestamp) async throws {
        CommitRider.concern(session.text)
        try await database.commit { transaction in
            try transaction.execute(SessionStatement.end, .id(session), .time(time), .text(reason.rawValue))
        }
    }

    /// Ends a session of this user; false when they have none such.
    func end(_ session: SessionID, of user: UserID, _ reason: End, at time: Timestamp) async throws -> Bool {
        CommitRider.concern(session.text)
        return try await database.commit { transaction in
            guard try transaction.first(SessionStatement.belongsTo, .id(session), .id(user)) != nil else { return false }
            return try transaction.execute(SessionStatement.end, .id(session), .time(time), .text(reason.rawValue)) == 1
        }
    }
}
