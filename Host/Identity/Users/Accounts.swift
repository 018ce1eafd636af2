import Crypto
package import Logging
package import Model
package import Storage
package import Vault

/// Users with their passwords and sessions: all that logging in is about.
package final class Accounts: Sendable {
    let database: Database
    let passwords: PasswordPool
    let sessions: SessionStore
    let standings: SessionStandings
    let tokens: AccessTokens
    let keys: TokenKeys
    let logger: Logger
    let now: @Sendable () -> Timestamp

    /// - Parameter issuer: The URL of this host, which its tokens name and ask for.
    package init(
        database: Database, vault: Vault, issuer: String, cost: PasswordCost = .standard, logger: Logger,
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.database = database
        self.logger = logger
        self.now = now
        passwords = PasswordPool(cost: cost)
        sessions = SessionStore(database: database)
        standings = SessionStandings(database: database, now: now)
        keys = TokenKeys(database: database, vault: vault, now: now)
        tokens = AccessTokens(keys: keys, issuer: issuer, now: now)
    }

    /// How many passwords were hashed: asking for an unknown user must cost as much as for a known one.
    package var passwordEvaluations: Int { passwords.evaluations }

    /// The public halves of the keys that sign access tokens.
    package func publishedKeys() async throws -> [PublishedKey] {
        try await keys.published()
    }

    /// Who holds an access token. Throws ``AuthenticationError``.
    ///
    /// A user who logged out, changed the password or was disabled through this host is refused from the next request on.
    package func caller(accessToken text: String) async throws -> Caller {
        let token = try await tokens.verify(text)
        guard let standing = try await standings.standing(of: token.session), standing.admits(token) else { throw AuthenticationError.revoked }
        return .user(token.user, session: token.session, isPlatformAdmin: standing.isPlatformAdmin)
    }
}

/// A row of users with what never leaves this target.
struct UserRow: Sendable {
    let user: User
    let epoch: Int64

    init(_ row: Row) throws {
        user = User(
            id: try row.id(0), email: EmailAddress(stored: try row.text(1)), name: try row.text(2), isPlatformAdmin: try row.integer(3) != 0,
            createdAt: try row.time(4), updatedAt: try row.time(5), lastLogInAt: try row.optionalTime(6), disabledAt: try row.optionalTime(7))
        epoch = try row.integer(8)
    }
}

extension Accounts {
    static func find(_ user: UserID, in transaction: some Transaction) throws -> UserRow? {
        try transaction.first(UserStatement.get, .id(user)).map(UserRow.init)
    }

    static func find(_ email: EmailAddress, in transaction: some Transaction) throws -> UserRow? {
        try transaction.first(UserStatement.byEmail, .text(email.text)).map(UserRow.init)
    }

    static func password(of user: UserID, in transaction: some Transaction) throws -> String? {
        try transaction.first(UserStatement.password, .id(user))?.text(0)
    }

    /// Whether somebody other than `excluded` could administer the installation.
    static func hasPlatformAdmin(but excluded: UserID? = nil, in transaction: some Transaction) throws -> Bool {
        try transaction.first(UserStatement.platformAdmins, .text(excluded?.text ?? ""))?.integer(0) ?? 0 > 0
    }
}
