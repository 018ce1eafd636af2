package import Model

/// A webhook secret as people see it: everything but the secret.
package struct WebhookSecret: Hashable, Sendable {
    package let id: WebhookSecretID
    package let purpose: WebhookSecretPurpose
    package let createdAt: Timestamp
    /// When it stops counting; nil for the current one.
    package let expiresAt: Timestamp?

    package var isCurrent: Bool { expiresAt == nil }
}
