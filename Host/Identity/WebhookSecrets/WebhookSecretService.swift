package import Model
import Storage
import Vault

/// The webhook secrets of workspaces: one to sign what we send, one to verify what arrives, each replaced without an hour in
/// which either side has the wrong one.
package final class WebhookSecretService: Sendable {
    /// What a row holds.
    private struct Stored: Sendable {
        let secret: WebhookSecret
        let sealed: [UInt8]
        let dataKey: DataKeyID

        init(_ row: Row) throws(StorageError) {
            guard let purpose = WebhookSecretPurpose(rawValue: try row.text(1)) else {
                throw .corrupt("A webhook secret has an unknown purpose.")
            }
            secret = WebhookSecret(id: try row.id(0), purpose: purpose, createdAt: try row.time(2), expiresAt: try row.optionalTime(3))
            sealed = try row.blob(4)
            dataKey = try row.id(5)
        }
    }

    package static let defaultOverlap = Duration.seconds(24 * 3600)
    private static let validLimit = 5

    private let store: TenancyStore
    private let known: RecentlyRead<WorkspaceID, [(secret: WebhookSecret, key: WebhookKey)]>

    package init(_ store: TenancyStore) {
        self.store = store
        known = RecentlyRead(store.generation)
    }

    /// Those of both purposes that count now, the current one of each first.
    package func list(in workspace: WorkspaceID) async throws -> [WebhookSecret] {
        try await valid(in: workspace).map(\.secret)
    }

    /// The keys of a purpose that count now, the current one first: sign with the first, verify with any.
    package func keys(_ purpose: WebhookSecretPurpose, of workspace: WorkspaceID) async throws -> [WebhookKey] {
        let now = store.now()
        let opened = try await known.value(workspace, at: now) {
            var opened: [(secret: WebhookSecret, key: WebhookKey)] = []
            for stored in try await valid(in: workspace) {
                let dataKey = try await store.vault.dataKey(stored.dataKey)
                let bytes = try dataKey.open(stored.sealed, .webhookSecret(stored.secret.id, stored.secret.purpose))
                opened.append((stored.secret, WebhookKey(stored.secret.purpose, bytes: bytes)))
            }
            return opened
        }
        return (opened ?? []).filter { $0.secret.purpose == purpose && $0.secret.isValid(at: now) }.map(\.key)
    }

    /// Makes a new current secret; the others of the purpose count for `overlap` longer. The key is shown once.
    package func rotate(
        _ purpose: WebhookSecretPurpose, overlap: Duration = defaultOverlap, in workspace: WorkspaceID
    ) async throws -> (secret: WebhookSecret, key: WebhookKey) {
        let now = store.now()
        let new = NewWebhookSecret(purpose, sealedWith: try await store.vault.dataKey(for: workspace), at: now)
        CommitRider.concern(new.secret.id.text)
        try await store.change { transaction in
            guard try transaction.execute(WorkspaceStatement.touch, .id(workspace)) == 1 else { throw WebhookSecretError.noWorkspace }
            try transaction.execute(WebhookSecretStatement.retire, .id(workspace), .text(purpose.rawValue), .time(now + overlap))
            try transaction.execute(WebhookSecretStatement.forget, .id(workspace), .time(now))
            let valid = try transaction.first(WebhookSecretStatement.countValid, .id(workspace), .text(purpose.rawValue), .time(now))
            guard try valid?.integer(0) ?? 0 < Self.validLimit else { throw WebhookSecretError.tooMany(limit: Self.validLimit) }
            try new.insert(for: workspace, in: transaction)
        }
        return (new.secret, new.key)
    }

    private func valid(in workspace: WorkspaceID) async throws -> [Stored] {
        let stored = try await read(workspace)
        let missing = Set(WebhookSecretPurpose.allCases).subtracting(stored.filter(\.secret.isCurrent).map(\.secret.purpose))
        guard !missing.isEmpty else { return stored }
        try await make(missing, for: workspace)
        return try await read(workspace)
    }

    private func read(_ workspace: WorkspaceID) async throws -> [Stored] {
        let now = store.now()
        return try await store.database.read {
            try $0.query(WebhookSecretStatement.valid, .id(workspace), .time(now)).map(Stored.init)
        }
    }

    /// A workspace that is older than webhook secrets gets its own when they are asked for.
    private func make(_ purposes: Set<WebhookSecretPurpose>, for workspace: WorkspaceID) async throws {
        let dataKey = try await store.vault.dataKey(for: workspace)
        let now = store.now()
        let new = purposes.map { NewWebhookSecret($0, sealedWith: dataKey, at: now) }
        try await store.change { transaction in
            try transaction.execute(WorkspaceStatement.touch, .id(workspace))
            for secret in new {
                let current = try transaction.first(
                    WebhookSecretStatement.current, .id(workspace), .text(secret.secret.purpose.rawValue))
                if current == nil { try secret.insert(for: workspace, in: transaction) }
            }
        }
    }
}

extension WebhookSecret {
    fileprivate func isValid(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }
}
