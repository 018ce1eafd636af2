package import Model

/// Why something about a user, a password or a session could not be done.
package enum AccountError: Error, Hashable, Sendable {
    /// The email or the password: which of them is not told.
    case wrongCredentials
    /// Too many failures for this email.
    case slowedDown(until: Timestamp)
    /// Too many passwords are being checked.
    case busy
    case userNotFound(UserID)
    case sessionNotFound(SessionID)
    case emailTaken
    case passwordRefused(String)
    /// A refresh token that opens nothing: unknown, expired, used before, or its session has ended.
    case refreshRefused
    case resetRefused
    case signUpClosed
    case lastPlatformAdmin
    case noPlatformAdmin
}

extension AccountError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongCredentials: "The email or the password is wrong."
        case .slowedDown: "There were too many wrong passwords for this email. Wait as long as Retry-After says, then try again."
        case .busy: "Too many passwords are being checked. Try again in a moment."
        case .userNotFound(let id): "There is no user “\(id)” here."
        case .sessionNotFound(let id): "There is no session “\(id)” here."
        case .emailTaken: "A user with this email exists already."
        case .passwordRefused(let reason): "The password \(reason)."
        case .refreshRefused: "This refresh token is not good, or no longer: log in again."
        case .resetRefused: "This link is not good, or no longer: ask for a new one."
        case .signUpClosed: "Nobody can register here: ask whoever administers this host, or a member of a workspace for an invitation."
        case .lastPlatformAdmin: "The admin key is disabled and nobody else administers this installation: make another user a platform admin first."
        case .noPlatformAdmin: "Nobody could administer this installation without the key: make an enabled user a platform admin first."
        }
    }
}
