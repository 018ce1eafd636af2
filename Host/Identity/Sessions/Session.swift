package import Model

/// One log-in: its access tokens and its chain of refresh tokens live and end with it.
package struct Session: Hashable, Sendable {
    package let id: SessionID
    package let createdAt: Timestamp
    /// When it was last refreshed.
    package let usedAt: Timestamp
    package let expiresAt: Timestamp
    /// Where the log-in came from.
    package let address: String
    package let userAgent: String
}

/// Where a request to log in comes from, as the user is shown it later.
package struct Origin: Sendable {
    let address: String
    let userAgent: String

    /// A client says anything about itself, so that is cut.
    package init(address: String, userAgent: String) {
        self.address = address
        self.userAgent = String(String.UnicodeScalarView(userAgent.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(200)))
    }
}

/// What a log-in hands out.
package struct LogIn: Sendable {
    package let user: User
    package let session: SessionID
    package let accessToken: AccessToken
    /// Shown once; nil where the one that the client has stays good.
    package let refreshToken: String?
    package let refreshExpiresAt: Timestamp
}

extension LogIn: CustomStringConvertible, CustomReflectable {
    /// Never the tokens.
    package var description: String { "LogIn(\(session))" }
    package var customMirror: Mirror { Mirror(self, children: ["session": session.text]) }
}
