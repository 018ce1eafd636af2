/// How often the provider lets itself be called.
package struct RateLimit: Hashable, Sendable {
    /// Whose requests count together.
    package enum Scope: String, CaseIterable, Sendable {
        case connection
        /// All connections of the connector.
        case app
        /// All connections to the same account at the provider.
        case account
    }

    package let requests: Int
    package let window: Duration
    package let scope: Scope
    /// Ids of the actions it holds for; nil is all.
    package let actions: Set<String>?

    init(_ reader: inout ManifestReader) {
        _ = (reader.required("requests"), reader.required("per_ms"))
        requests = reader.integer("requests", upTo: 1_000_000_000) ?? 1
        window = reader.milliseconds("per_ms", upTo: .seconds(31 * 86_400)) ?? .seconds(1)
        scope = reader.choice("scope", Scope.self) ?? .connection
        actions = reader.strings("actions").map(Set.init)
    }
}
