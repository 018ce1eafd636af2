import PatchbayJSON

/// The build of a plugin that the admin let in last, and what it may do.
package struct PluginApproval: Hashable, Sendable {
    package var version: String
    /// Lower-case hex.
    package var sha256: String
    package var permissions: PluginPermissions
}

extension PluginApproval {
    package init(_ connector: Connector) {
        self.init(version: connector.version, sha256: connector.sha256, permissions: PluginPermissions(connector.manifest))
    }

    /// Why another build must not take this one's place yet, and what to do; nil when it may.
    package func objection(to connector: Connector) -> String? {
        guard connector.sha256 != sha256, connector.sha256 != connector.policy.approvedBuild else { return nil }
        let news = PluginPermissions(connector.manifest).beyond(permissions)
        guard !news.isEmpty else { return nil }
        return "Version \(connector.version) asks for more than \(version), which was approved: it wants to \(Self.list(news)). "
            + "Approve it with POST /api/v1/plugins/\(connector.id)/approve, or with \"approve\": \"\(connector.sha256)\" in \(connector.id).json; "
            + "or put the build of before back."
    }

    /// Phrases told in one sentence; the first ones matter most.
    private static let phrasesTold = 6

    private static func list(_ phrases: [String]) -> String {
        let more = phrases.count > phrasesTold ? ["\(phrases.count - phrasesTold) things more"] : []
        let told = phrases.prefix(phrasesTold) + more
        return told.count < 2 ? told.joined() : told.dropLast().joined(separator: ", ") + " and " + told[told.count - 1]
    }

    var json: JSON {
        ["version": .string(version), "sha256": .string(sha256), "permissions": permissions.json]
    }

    /// Nil for what `json` would not have written.
    init?(_ json: JSON) {
        guard let version = json["version"]?.string, let sha256 = json["sha256"]?.string,
            let permissions = json["permissions"].flatMap(PluginPermissions.init)
        else { return nil }
        self.init(version: version, sha256: sha256, permissions: permissions)
    }
}
