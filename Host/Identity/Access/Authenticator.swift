package import Model

/// Tells who holds a bearer token. Each kind of token has a prefix or shape of its own, so exactly one place is asked.
package struct Authenticator: Sendable {
    private let identity: Identity
    private let accounts: Accounts
    private let tenancy: Tenancy

    package init(identity: Identity, accounts: Accounts, tenancy: Tenancy) {
        self.identity = identity
        self.accounts = accounts
        self.tenancy = tenancy
    }

    /// The workspace of the first start.
    package var firstWorkspace: WorkspaceID { identity.workspace }

    /// Throws ``AuthenticationError`` for a token that opens nothing.
    package func caller(bearer: String) async throws -> Caller {
        if bearer.hasPrefix(NewAPIKey.prefix) { return try await tenancy.apiKeys.caller(bearer: bearer) }
        if AccessHeader.isToken(bearer) { return try await accounts.caller(accessToken: bearer) }
        guard identity.isAdminKey(bearer) else { throw AuthenticationError.unknown }
        return .adminKey
    }

    /// The workspaces of a user, in the order of their ids; changes made through this host count at once.
    package func memberships(of user: UserID) async throws -> [Membership] {
        try await tenancy.members.memberships(of: user)
    }
}
