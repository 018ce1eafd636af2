/// Why a bearer token opens nothing.
package enum AuthenticationError: Error, Hashable, Sendable {
    /// It was never given out here, or has been taken back so long ago that nothing is known of it.
    case unknown
    case expired
    /// The key was revoked, or the user has logged out.
    case revoked
    /// The workspace of the key is closed for now.
    case suspended
}

extension AuthenticationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown: "This key or token is not known here; it may have been replaced."
        case .expired: "This key or token has expired: get a new one."
        case .revoked: "This key or token was taken back: log in again, or make a new key."
        case .suspended: "This workspace is suspended: ask those who administer the installation."
        }
    }
}
