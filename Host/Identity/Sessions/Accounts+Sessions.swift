import Logging
package import Model
import Storage

extension Accounts {
    /// Exchanges a refresh token for a new pair; the old one is good for nothing from here on. One that was used before ends its
    /// session: somebody has a copy. Throws ``AccountError/refreshRefused``.
    package func refresh(_ text: String) async throws -> LogIn {
        guard let token = OpaqueToken(text, prefix: OpaqueToken.refreshPrefix) else { throw AccountError.refreshRefused }
        let (next, time) = (OpaqueToken(prefix: OpaqueToken.refreshPrefix), now())
        switch try await sessions.refresh(token, with: next, at: time) {
        case .refused: throw AccountError.refreshRefused
        case .stolen(let user, let session):
            standings.invalidate()
            logger.warning(
                "a refresh token was used twice; its session has ended", metadata: ["user": "\(user)", "session": "\(session)"])
            throw AccountError.refreshRefused
        case .renewed(let user, let session):
            guard let row = try await database.read({ try Self.find(user, in: $0) }) else { throw AccountError.refreshRefused }
            return LogIn(
                user: row.user, session: session, accessToken: try await tokens.issue(to: user, session: session, epoch: row.epoch),
                refreshToken: next.text, refreshExpiresAt: time + SessionStore.lifetime)
        }
    }

    /// Ends the session of a refresh token; does nothing for one that is not known.
    package func logOut(refreshToken text: String) async throws {
        guard let token = OpaqueToken(text, prefix: OpaqueToken.refreshPrefix), let session = try await sessions.session(of: token) else { return }
        try await logOut(session)
    }

    /// Ends a session; its access tokens are refused from the next request on.
    package func logOut(_ session: SessionID) async throws {
        try await sessions.end(session, .loggedOut, at: now())
        standings.invalidate()
    }

    /// The sessions of a user that go on, newest first.
    package func sessions(of user: UserID) async throws -> [Session] {
        try await sessions.list(of: user, at: now())
    }

    /// Ends one of the user's own sessions. Throws ``AccountError/sessionNotFound(_:)`` for that of another, too.
    package func endSession(_ session: SessionID, of user: UserID) async throws {
        guard try await sessions.end(session, of: user, .endedByUser, at: now()) else { throw AccountError.sessionNotFound(session) }
        standings.invalidate()
    }
}
