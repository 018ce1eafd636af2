package import Model
package import PatchbayJSON

/// Something that happens at the provider and starts a workflow, as the manifest declares it.
package struct TriggerDeclaration: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The host asks now and then.
        case poll
        /// The provider tells the host.
        case webhook
    }

    package let id: String
    package let name: String
    package let description: String?
    package let kind: Kind
    /// Ids it had before.
    package let aliases: [String]
    package let input: Form
    /// An event's data; nil when it does not say.
    package let output: JSONSchema?
    package let sampleOutput: JSON?
    package let verification: WebhookVerification?
    /// The plugin answers `trigger.subscribe` and `trigger.unsubscribe`.
    package let subscribes: Bool
    /// How often to ask, unless a person says otherwise.
    package let pollInterval: Duration?
    /// Where in an event's data: two events with the same value there are one.
    package let dedupeKey: JSONPointer?
    package let scopes: [String]
    /// Ids of the schemes it works with; empty when it needs no connection.
    package let schemes: [String]
    package let deprecated: Deprecation?
    package let documentationURL: String?
    /// Raised when cursors of an older release can no longer be read.
    package let stateVersion: Int
    /// Why this host cannot use it.
    package let disabledReason: String?
}

extension TriggerDeclaration {
    init(_ reader: inout ManifestReader, among schemes: SchemeCatalogue) {
        id = reader.identifier(.declaration)
        name = reader.requiredString("name")
        description = reader.string("description")
        _ = reader.required("kind")
        kind = reader.choice("kind", Kind.self) ?? .poll
        aliases = reader.strings("aliases") ?? []
        input = reader.form("input") ?? Form()
        output = reader.schema("output")
        sampleOutput = reader.value("sample_output")
        verification = reader.object("verification", WebhookVerification.init)
        subscribes = reader.bool("subscribes")
        pollInterval = reader.milliseconds("poll_interval_ms", from: 1000, upTo: .seconds(31 * 86_400))
        dedupeKey = reader.jsonPointer("dedupe_key")
        scopes = reader.strings("scopes") ?? []
        self.schemes = SchemeSelection(&reader, among: schemes).ids
        deprecated = reader.object("deprecated", Deprecation.init)
        documentationURL = reader.string("documentation_url")
        stateVersion = reader.integer("state_version", upTo: Int(Int32.max)) ?? 1
        disabledReason = reader.takeUnknownChoice()
    }
}
