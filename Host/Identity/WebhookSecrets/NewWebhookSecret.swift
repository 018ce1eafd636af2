import Model
import Storage
import Vault

/// A webhook secret about to be stored.
struct NewWebhookSecret: Sendable {
    let secret: WebhookSecret
    let key: WebhookKey
    private let sealed: [UInt8]
    private let dataKeyID: DataKeyID

    init(_ purpose: WebhookSecretPurpose, sealedWith dataKey: DataKey, at now: Timestamp) {
        key = WebhookKey(purpose)
        secret = WebhookSecret(id: WebhookSecretID(at: now), purpose: purpose, createdAt: now, expiresAt: nil)
        sealed = dataKey.seal(key.bytes, .webhookSecret(secret.id, purpose))
        dataKeyID = dataKey.id
    }

    func insert(for workspace: WorkspaceID, in transaction: WriteTransaction) throws {
        try transaction.execute(
            WebhookSecretStatement.add, .id(secret.id), .id(workspace), .text(secret.purpose.rawValue), .blob(sealed), .id(dataKeyID),
            .time(secret.createdAt))
    }
}

extension SealedRow {
    /// With the purpose, so that a row whose purpose was altered cannot be opened.
    static func webhookSecret(_ id: WebhookSecretID, _ purpose: WebhookSecretPurpose) -> SealedRow {
        SealedRow(table: "webhook_secrets", row: "\(id.text)/\(purpose.rawValue)", column: "secret_sealed")
    }
}
