/// What a serving plugin provides.
package struct Connector: Sendable {
    package let manifest: Manifest
    package let policy: PluginPolicy
    /// `slack.so`.
    package let pluginFile: String
    /// Of the file, lower-case hex.
    package let sha256: String

    package init(manifest: Manifest, policy: PluginPolicy, pluginFile: String, sha256: String) {
        self.manifest = manifest
        self.policy = policy
        self.pluginFile = pluginFile
        self.sha256 = sha256
    }

    package var id: String { manifest.id }
    package var version: String { manifest.version.description }

    /// Whether this is the same build under the same policy.
    func isSame(as other: Connector) -> Bool { sha256 == other.sha256 && policy == other.policy }

    /// How long a call may take when its caller does not say: what the admin, the action and the manifest say, in this order.
    package func timeout(action: String? = nil) -> Duration {
        if let milliseconds = policy.timeoutMilliseconds { return .milliseconds(milliseconds) }
        return action.flatMap { manifest.action($0)?.timeout } ?? manifest.limits.timeout
    }
}
