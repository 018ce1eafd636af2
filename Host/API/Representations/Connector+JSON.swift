import PatchbayJSON
import PluginHost

extension Connector {
    /// A connector as lists show it: what it is, and the names of what it offers.
    var summary: JSON {
        var object: JSONObject = [:]
        for key in ["id", "name", "version", "description", "category", "icon", "documentation_url", "deprecated"] {
            object[key] = manifest.json[key]
        }
        object["auth"] = .array(manifest.auth.map { ["id": .string($0.id), "name": .string($0.name)] })
        object["actions"] = .array(manifest.actions.map { ["id": .string($0.id), "name": .string($0.name)] })
        object["triggers"] = .array(manifest.triggers.map { ["id": .string($0.id), "name": .string($0.name)] })
        return .object(object)
    }

    /// A connector with the forms and schemas of all it offers: its manifest, and why an action cannot run here.
    var detail: JSON {
        var object = manifest.json.object ?? [:]
        let reasons = manifest.actions.compactMap { action in action.disabledReason.map { (key: action.id, value: JSON.string($0)) } }
        if !reasons.isEmpty {
            object["disabled_actions"] = .object(JSONObject(reasons))
        }
        return .object(object)
    }

    /// Whether a search for lower-case `text` finds it.
    func matches(_ text: String) -> Bool {
        ([manifest.id, manifest.name, manifest.description ?? "", manifest.category ?? ""] + manifest.keywords)
            .contains { $0.lowercased().contains(text) }
    }
}
