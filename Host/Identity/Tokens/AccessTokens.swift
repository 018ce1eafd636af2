import Crypto
import JWTKit
import Model
import Synchronization

/// Makes access tokens and reads them: signature, issuer, audience and time. Whether the session goes on is another question.
final class AccessTokens: Sendable {
    static let lifetime = Duration.seconds(15 * 60)
    private static let capacity = 10_000
    /// Longer than any of ours; what is longer is not worth a hash.
    private static let maximumLength = 2048

    private let keys: TokenKeys
    private let issuer: String
    private let now: @Sendable () -> Timestamp
    /// Tokens whose signature was checked, by their SHA-256: the token itself is not kept.
    private let verified = Mutex<[SHA256Digest: VerifiedToken]>([:])

    init(keys: TokenKeys, issuer: String, now: @escaping @Sendable () -> Timestamp) {
        self.keys = keys
        self.issuer = issuer
        self.now = now
    }

    func issue(to user: UserID, session: SessionID, epoch: Int64) async throws -> AccessToken {
        let (set, key) = try await keys.signing()
        let seconds = now().milliseconds / 1000
        let end = seconds + Self.lifetime.components.seconds
        let claims = AccessClaims(
            iss: issuer, aud: AccessClaims.audience, sub: user.text, sid: session.text, epoch: epoch, iat: seconds, exp: end,
            jti: Identifier<TokenKind>().text)
        let text = try await set.collection.sign(claims, kid: JWKIdentifier(string: key.id))
        return AccessToken(text: text, expiresAt: Timestamp(milliseconds: end * 1000))
    }

    /// Throws ``AuthenticationError``.
    func verify(_ text: String) async throws -> VerifiedToken {
        guard text.utf8.count <= Self.maximumLength else { throw AuthenticationError.unknown }
        let digest = SHA256.hash(data: Array(text.utf8))
        if let token = verified.withLock({ $0[digest] }) { return try unexpired(token) }
        guard let header = AccessHeader(of: text), let set = try await keys.verifying(header.keyID),
            let claims = try? await set.collection.verify(text, as: AccessClaims.self),
            let token = VerifiedToken(claims, issuer: issuer)
        else { throw AuthenticationError.unknown }
        _ = try unexpired(token)
        verified.withLock { verified in
            if verified.count >= Self.capacity { verified.removeAll() }
            verified[digest] = token
        }
        return token
    }

    private func unexpired(_ token: VerifiedToken) throws -> VerifiedToken {
        guard now() < token.expiresAt else { throw AuthenticationError.expired }
        return token
    }

    private enum TokenKind: IdentifierKind { static let prefix = "at" }
}
