package import PatchbayJSON

/// What a plugin says of itself (PluginAPI/Schemas/manifest.json), read and checked once when its file is found.
package struct Manifest: Sendable {
    /// Features a plugin may require by name; a host that lacks one refuses it.
    package static let knownFeatures: Set<String> = ["patchbay.blocking/1"]
    /// Each scheme holds the lines of the allow-list that it names, so their numbers multiply.
    private static let hostLimit = 256
    private static let schemeLimit = 64

    /// The document as it came, members this host does not know included.
    package let json: JSON
    package let id: String
    package let name: String
    package let version: SemanticVersion
    package let description: String?
    package let category: String?
    /// An SVG document that stands alone.
    package let icon: String?
    package let documentationURL: String?
    /// SPDX.
    package let license: String?
    /// Words under which the catalogue finds the connector beside its name.
    package let keywords: [String]
    /// Ids the connector had before.
    package let aliases: [String]
    package let deprecated: Deprecation?
    package let requires: [String]
    /// Where it may send to; nowhere when empty.
    package let hosts: [AllowedHost]
    package let limits: ManifestLimits
    package let rateLimits: [RateLimit]
    package let auth: [AuthScheme]
    package let actions: [ActionDeclaration]
    package let triggers: [TriggerDeclaration]
    package let streams: [StreamDeclaration]
    /// It uses `patchbay.files`.
    package let usesFiles: Bool
    package let warnings: [ManifestFinding]

    private let actionIndex: NameIndex
    private let triggerIndex: NameIndex
    private let schemeIndex: NameIndex
    private let streamIndex: NameIndex
}

extension Manifest {
    /// The action with this id, now or before; also one that is disabled.
    package func action(_ idOrAlias: String) -> ActionDeclaration? { actionIndex[idOrAlias].map { actions[$0] } }

    /// The trigger with this id, now or before; also one that is disabled.
    package func trigger(_ idOrAlias: String) -> TriggerDeclaration? { triggerIndex[idOrAlias].map { triggers[$0] } }

    /// The scheme with this id; also one that is disabled.
    package func scheme(_ id: String) -> AuthScheme? { schemeIndex[id].map { auth[$0] } }

    package func stream(_ id: String) -> StreamDeclaration? { streamIndex[id].map { streams[$0] } }

    /// The schemes that an action works with and this host can use; empty when it needs no connection.
    package func schemes(for action: ActionDeclaration) -> [AuthScheme] { action.schemes.compactMap(scheme) }
}

extension Manifest {
    /// Reads a manifest. Throws with all that is wrong with it.
    package init(_ json: JSON) throws(ManifestError) {
        guard let object = json.object else {
            throw ManifestError(problems: [ManifestFinding("", "A manifest is a JSON object.")])
        }
        var reader = ManifestReader(object)
        reader.checkManifestVersion()
        self.json = json
        id = reader.identifier(.connector)
        name = reader.requiredString("name")
        let version = reader.version()
        description = reader.string("description")
        category = reader.string("category")
        icon = reader.string("icon")
        documentationURL = reader.string("documentation_url")
        license = reader.string("license")
        keywords = reader.strings("keywords") ?? []
        aliases = reader.strings("aliases") ?? []
        deprecated = reader.object("deprecated", Deprecation.init)
        requires = reader.requirements()
        let hosts = reader.list("hosts", upTo: Self.hostLimit, AllowedHost.init)
        self.hosts = hosts
        limits = reader.object("limits", ManifestLimits.init) ?? ManifestLimits()
        rateLimits = reader.list("rate_limits", RateLimit.init)
        auth = reader.list("auth", upTo: Self.schemeLimit) { AuthScheme(&$0, allowed: hosts) }
        let schemes = SchemeCatalogue(auth)
        actions = reader.list("actions") { ActionDeclaration(&$0, among: schemes) }
        triggers = reader.list("triggers") { TriggerDeclaration(&$0, among: schemes) }
        streams = reader.list("streams", StreamDeclaration.init)
        usesFiles = reader.object("permissions") { $0.bool("files") } ?? false
        schemeIndex = NameIndex(auth.map { ($0.id, []) }, in: "auth", &reader)
        actionIndex = NameIndex(actions.map { ($0.id, $0.aliases) }, in: "actions", &reader)
        triggerIndex = NameIndex(triggers.map { ($0.id, $0.aliases) }, in: "triggers", &reader)
        streamIndex = NameIndex(streams.map { ($0.id, []) }, in: "streams", &reader)
        reader.checkCredentialTests(auth, actionIndex)
        reader.warnOfUnknownKeys()
        warnings = reader.warnings
        guard let version, reader.problems.isEmpty else { throw ManifestError(problems: reader.problems) }
        self.version = version
    }

    /// Reads a manifest as a plugin hands it over, UTF-8 JSON.
    package init(document: [UInt8]) throws(ManifestError) {
        let json: JSON
        do {
            json = try JSON.parse(document)
        } catch {
            throw ManifestError(problems: [ManifestFinding("", "The manifest cannot be read as JSON. \(error)")])
        }
        try self.init(json)
    }
}

extension ManifestReader {
    fileprivate mutating func checkManifestVersion() {
        guard let version = value("manifest_version"), version != 1 else { return }
        refuse(key: "manifest_version", "The manifest is of version \(version), this host reads version 1; update the host.")
    }

    fileprivate mutating func version() -> SemanticVersion? {
        let text = requiredString("version")
        let version = SemanticVersion(text)
        if version == nil, !text.isEmpty { refuse(key: "version", "'version' must be a semantic version such as \"1.4.0\".") }
        return version
    }

    fileprivate mutating func requirements() -> [String] {
        let features = strings("requires") ?? []
        for (index, feature) in features.enumerated() where !Manifest.knownFeatures.contains(feature) {
            refuse(place("requires") + "/\(index)", "The plugin requires \"\(feature)\", which this host does not have; update the host.")
        }
        return features
    }

    fileprivate mutating func checkCredentialTests(_ schemes: [AuthScheme], _ actions: NameIndex) {
        for (index, scheme) in schemes.enumerated() {
            guard case .action(let id)? = scheme.test, actions[id] == nil else { continue }
            refuse("/auth/\(index)/test/action", "There is no action \"\(id)\".")
        }
    }
}
