package import Model
import Storage

/// The keys of workspaces: makes, lists, revokes them, and tells whose a key is.
package final class APIKeyService: Sendable {
    /// What is known of a key when it is presented.
    private struct Known: Sendable {
        let id: APIKeyID
        let workspace: WorkspaceID
        let scopes: Set<Scope>
        let expiresAt: Timestamp?
        let isRevoked: Bool
        let isSuspended: Bool

        init(_ row: Row) throws(StorageError) {
            id = try row.id(0)
            workspace = try row.id(1)
            scopes = Scope.read(try row.text(2))
            expiresAt = try row.optionalTime(3)
            isRevoked = try row.optionalTime(4) != nil
            isSuspended = try row.optionalTime(5) != nil
        }
    }

    private static let validLimit = 100

    private let store: TenancyStore
    private let known: RecentlyRead<[UInt8], Known>
    /// When keys were last used; stored by its service.
    package let usage: APIKeyUsage

    package init(_ store: TenancyStore) {
        self.store = store
        known = RecentlyRead(store.generation)
        usage = APIKeyUsage(database: store.database)
    }

    /// Who presents the key. Throws ``AuthenticationError``.
    package func caller(bearer: String) async throws -> Caller {
        guard let secret = BearerSecret(bearer, prefix: NewAPIKey.prefix) else { throw AuthenticationError.unknown }
        let (hash, now) = (secret.hash, store.now())
        let known = try await known.value(hash, at: now) {
            try await store.database.read { try $0.first(APIKeyStatement.byHash, .blob(hash)).map(Known.init) }
        }
        guard let known else { throw AuthenticationError.unknown }
        guard !known.isRevoked else { throw AuthenticationError.revoked }
        guard known.expiresAt.map({ now < $0 }) ?? true else { throw AuthenticationError.expired }
        guard !known.isSuspended else { throw AuthenticationError.suspended }
        usage.note(known.id, at: now)
        return .apiKey(known.id, workspace: known.workspace, scopes: known.scopes)
    }

    /// Makes a key that holds no more than the caller may do, and lasts no longer than the key of the caller.
    package func create(
        name: String, scopes: Set<Scope>, expiresAt: Timestamp?, by caller: Caller, in workspace: WorkspaceID
    ) async throws -> NewAPIKey {
        let now = store.now()
        guard !scopes.isEmpty else { throw APIKeyError.noScopes }
        guard expiresAt.map({ now < $0 }) ?? true else { throw APIKeyError.expired }
        let new = NewAPIKey(name: name, scopes: scopes, by: "\(caller)", at: now, until: expiresAt)
        CommitRider.concern(new.key.id.text)
        try await store.change { transaction in
            let authority = try transaction.authority(of: caller, in: workspace)
            let beyond = Scope.allCases.filter { scopes.contains($0) && !authority.scopes.contains($0) }
            guard beyond.isEmpty else { throw APIKeyError.scopesBeyond(beyond) }
            if let end = authority.expiresAt, expiresAt.map({ $0 > end }) ?? true { throw APIKeyError.outlives(end) }
            let valid = try transaction.first(APIKeyStatement.valid, .id(workspace), .time(now))?.integer(0) ?? 0
            guard valid < Self.validLimit else { throw APIKeyError.tooMany(limit: Self.validLimit) }
            try new.insert(for: workspace, in: transaction)
        }
        return new
    }

    package func get(_ id: APIKeyID, in workspace: WorkspaceID) async throws -> APIKey {
        let row = try await store.database.read { try $0.first(APIKeyStatement.get, .id(id), .id(workspace)) }
        guard let row else { throw APIKeyError.notFound }
        return try APIKey(row)
    }

    /// Oldest first, with those that were revoked or have expired.
    package func list(in workspace: WorkspaceID, after cursor: String? = nil, limit: Int = 50) async throws -> Page<APIKey> {
        let rows = try await store.database.read {
            try $0.query(APIKeyStatement.list, .id(workspace), .text(cursor ?? ""), .integer(Int64(limit) + 1))
        }
        let keys = try rows.prefix(limit).map(APIKey.init)
        return Page(elements: keys, next: rows.count > limit ? keys.last?.id.text : nil)
    }

    /// The key opens nothing from the next request on. A key that was revoked before keeps its date.
    package func revoke(_ id: APIKeyID, in workspace: WorkspaceID) async throws {
        let now = store.now()
        try await store.change { transaction in
            guard try transaction.first(APIKeyStatement.get, .id(id), .id(workspace)) != nil else { throw APIKeyError.notFound }
            try transaction.execute(APIKeyStatement.revoke, .id(id), .id(workspace), .time(now))
        }
    }
}

extension APIKey {
    fileprivate init(_ row: Row) throws(StorageError) {
        self.init(
            id: try row.id(0), name: try row.text(1), hint: try row.text(2), scopes: Scope.read(try row.text(3)),
            createdBy: try row.text(4), createdAt: try row.time(5), expiresAt: try row.optionalTime(6),
            lastUsedAt: try row.optionalTime(7), revokedAt: try row.optionalTime(8))
    }
}
