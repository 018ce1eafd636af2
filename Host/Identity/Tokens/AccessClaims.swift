import JWTKit
import Model

/// What an access token says (RFC 7519; the names of RFC 9068 where there are some).
struct AccessClaims: JWTPayload {
    /// The URL of this host.
    let iss: String
    /// Always ``audience``: a token that this key signed for something else opens nothing here.
    let aud: String
    /// The user.
    let sub: String
    /// The session.
    let sid: String
    /// The user's epoch at that time; it rises when all earlier tokens are to end.
    let epoch: Int64
    /// Seconds since 1970.
    let iat: Int64
    let exp: Int64
    let jti: String

    static let audience = "patchbay-api"

    /// Nothing: time and session are checked at each use, also of a token whose signature was checked before.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// An access token whose signature was checked.
struct VerifiedToken: Sendable {
    let user: UserID
    let session: SessionID
    let epoch: Int64
    let expiresAt: Timestamp

    /// Nil when the claims are not those of a token for this host.
    init?(_ claims: AccessClaims, issuer: String) {
        guard claims.iss == issuer, claims.aud == AccessClaims.audience, claims.iat <= claims.exp,
            let user = UserID(claims.sub), let session = SessionID(claims.sid)
        else { return nil }
        (self.user, self.session, epoch) = (user, session, claims.epoch)
        expiresAt = Timestamp(milliseconds: claims.exp.multipliedReportingOverflow(by: 1000).partialValue)
    }
}
