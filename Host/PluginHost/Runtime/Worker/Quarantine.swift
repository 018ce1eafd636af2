package import Model

/// A time in which a plugin that crashed too often is not started.
package struct Quarantine: Hashable, Sendable {
    /// How it came to this, as sentences.
    package var reason: String
    package var length: Duration
    package var end: MonotonicTime
    /// The one whose calls it is about; nil: all.
    package var workspace: WorkspaceID?

    package init(reason: String, length: Duration, end: MonotonicTime, workspace: WorkspaceID? = nil) {
        self.reason = reason
        self.length = length
        self.end = end
        self.workspace = workspace
    }

    func concerns(_ workspace: WorkspaceID) -> Bool { self.workspace == nil || self.workspace == workspace }
}

extension CallFailure {
    static func quarantined(_ quarantine: Quarantine, _ now: MonotonicTime) -> CallFailure {
        CallFailure(.connectorUnavailable, "The plugin is in quarantine. \(quarantine.reason)", retryAfter: quarantine.end - now)
    }
}
