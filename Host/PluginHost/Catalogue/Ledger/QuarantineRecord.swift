package import Model
import PatchbayJSON

/// A quarantine as it is kept from one life of the host to the next: by the wall clock, and of one build of a plugin.
package struct QuarantineRecord: Hashable, Sendable {
    package var plugin: String
    /// Of the build that crashed, lower-case hex.
    package var sha256: String
    package var workspace: WorkspaceID?
    package var reason: String
    package var length: Duration
    package var end: Timestamp
}

extension QuarantineRecord {
    package init(_ quarantine: Quarantine, of plugin: String, sha256: String, _ now: (MonotonicTime, Timestamp) = (.now, .now)) {
        self.init(
            plugin: plugin, sha256: sha256, workspace: quarantine.workspace, reason: quarantine.reason, length: quarantine.length,
            end: now.1 + (quarantine.end - now.0)
        )
    }

    /// What is left of it; nil when it is over. A clock that was set back makes no quarantine longer than it was to be.
    package func quarantine(_ now: (MonotonicTime, Timestamp) = (.now, .now)) -> Quarantine? {
        let rest = min(end - now.1, length)
        return rest > .zero ? Quarantine(reason: reason, length: length, end: now.0 + rest, workspace: workspace) : nil
    }

    var json: JSON {
        var object: JSONObject = [
            "plugin": .string(plugin), "sha256": .string(sha256), "reason": .string(reason),
            "length_ms": .number(JSONNumber(length.milliseconds)), "end": .string(end.description),
        ]
        object["workspace"] = workspace.map { .string($0.text) }
        return .object(object)
    }

    /// Nil for what `json` would not have written.
    init?(_ json: JSON) {
        guard let plugin = json["plugin"]?.string, let sha256 = json["sha256"]?.string, let reason = json["reason"]?.string,
            let length = json["length_ms"]?.int64, length > 0, let end = json["end"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        let workspace = json["workspace"]?.string.map { WorkspaceID($0) }
        if case .some(.none) = workspace { return nil }
        self.init(plugin: plugin, sha256: sha256, workspace: workspace ?? nil, reason: reason, length: .milliseconds(length), end: end)
    }
}
