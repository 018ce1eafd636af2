package import PatchbayJSON

/// Whether a credential works, as far as can be found out.
package struct ConnectionTest: Sendable {
    package enum Outcome: String, Sendable {
        case works
        case fails
        /// The scheme offers no way to find out.
        case untestable
    }

    package let outcome: Outcome
    /// A sentence for a person.
    package let message: String
    /// Whose the credential is (`PluginAPI/Schemas/auth.identity.output.json`), where the connector can tell.
    package let details: JSON?

    package var ok: Bool { outcome == .works }

    init(_ outcome: Outcome, _ message: String, details: JSON? = nil) {
        self.outcome = outcome
        self.message = message
        self.details = details
    }
}
