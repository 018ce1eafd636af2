import PatchbayJSON

/// What a manifest asks for that an admin answers for: where the connector may send, who may receive credentials, and files.
package struct PluginPermissions: Hashable, Sendable {
    /// What becomes of the credentials of one auth scheme.
    struct Scheme: Hashable, Sendable {
        /// Who may receive them.
        var receivers: [AllowedHost] = []
        /// The origins of the provider's OAuth endpoints, as the manifest writes them: they are sent client secrets and tokens.
        var endpoints: Set<String> = []
    }

    var hosts: [AllowedHost] = []
    /// By id.
    var schemes: [String: Scheme] = [:]
    var usesFiles = false
}

extension PluginPermissions {
    package init(_ manifest: Manifest) {
        hosts = manifest.hosts
        usesFiles = manifest.usesFiles
        for scheme in manifest.auth where scheme.kind != .none {
            let urls = [scheme.oauth2?.authorizeURL, scheme.oauth2?.tokenURL, scheme.oauth2?.revokeURL].compactMap(\.self)
            schemes[scheme.id] = Scheme(receivers: scheme.hosts, endpoints: Set(urls.map(Self.origin)))
        }
    }

    /// Scheme and authority, without a look at what they mean: whatever differs is news.
    private static func origin(_ url: String) -> String {
        url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/").lowercased()
    }

    /// What this asks for and `approved` does not have, as phrases that follow "it wants to".
    ///
    /// A scheme that is new is measured against what any scheme of before could receive; the credentials of one that was there
    /// may go where they could go before.
    package func beyond(_ approved: PluginPermissions) -> [String] {
        let ofSchemes = schemes.sorted { $0.key < $1.key }.flatMap { id, scheme in
            let before = approved.schemes[id] ?? approved.anyScheme
            let receivers = scheme.receivers.compactMap { $0.beyond(before.receivers) }.map(\.description)
            let endpoints = scheme.endpoints.subtracting(before.endpoints).sorted()
            return (receivers + endpoints).map { (target: $0, phrase: "send credentials of \(id) to \($0)") }
        }
        let told = Set(ofSchemes.map(\.target))
        let ofHosts = hosts.compactMap { $0.beyond(approved.hosts)?.description }.filter { !told.contains($0) }
        return ofHosts.map { "send to \($0)" } + ofSchemes.map(\.phrase) + (usesFiles && !approved.usesFiles ? ["read and write files"] : [])
    }

    private var anyScheme: Scheme {
        Scheme(receivers: schemes.values.flatMap(\.receivers), endpoints: schemes.values.reduce(into: []) { $0.formUnion($1.endpoints) })
    }
}

extension PluginPermissions {
    var json: JSON {
        let schemes = schemes.sorted { $0.key < $1.key }.map { id, scheme in
            let form: JSON = [
                "receivers": .array(scheme.receivers.map(\.json)), "endpoints": .array(scheme.endpoints.sorted().map(JSON.string)),
            ]
            return (id, form)
        }
        return ["hosts": .array(hosts.map(\.json)), "schemes": .object(JSONObject(schemes)), "files": .bool(usesFiles)]
    }

    /// Nil for what `json` would not have written.
    init?(_ json: JSON) {
        guard let hosts = [AllowedHost](json["hosts"]), let schemes = json["schemes"]?.object, let usesFiles = json["files"]?.bool else {
            return nil
        }
        self.init(hosts: hosts, usesFiles: usesFiles)
        for (id, form) in schemes {
            guard let receivers = [AllowedHost](form["receivers"]), let endpoints = form["endpoints"]?.array?.compactMap(\.string) else {
                return nil
            }
            self.schemes[id] = Scheme(receivers: receivers, endpoints: Set(endpoints))
        }
    }
}

extension [AllowedHost] {
    fileprivate init?(_ json: JSON?) {
        guard let array = json?.array else { return nil }
        self = array.compactMap(AllowedHost.init)
        if count != array.count { return nil }
    }
}
