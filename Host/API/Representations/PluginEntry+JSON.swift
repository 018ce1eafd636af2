package import PatchbayJSON
package import PluginHost

extension PluginEntry {
    /// A file as admins see it.
    package var json: JSON {
        var object: JSONObject = ["file": .string(file), "id": .string(id), "state": .string(stateName)]
        if case .refused(let reason) = state { object["reason"] = .string(reason) }
        object["name"] = name.map(JSON.string)
        object["version"] = version.map(JSON.string)
        object["sha256"] = sha256.map(JSON.string)
        object["size"] = .number(JSONNumber(Int64(clamping: size)))
        object["toolchain"] = toolchain.map(JSON.string)
        object["isolation"] = .string(isolation.rawValue)
        object["warnings"] = .array(warnings.map(JSON.string))
        return .object(object)
    }

    private var stateName: String {
        switch state {
        case .serving: "serving"
        case .refused: "refused"
        case .disabled: "disabled"
        }
    }
}
