/// What a webhook secret is for; neither does the work of the other.
package enum WebhookSecretPurpose: String, CaseIterable, Sendable {
    /// We sign what we send, and its receivers verify it.
    case signing
    /// Others sign what they send us, and we verify it.
    case verification
}
