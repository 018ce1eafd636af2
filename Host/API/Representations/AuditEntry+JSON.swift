import Identity
import Model
package import PatchbayJSON

extension AuditEntry {
    /// An entry as clients and exports see it.
    package var json: JSON {
        var object: JSONObject = ["number": .number(JSONNumber(number)), "time": .time(time)]
        object["workspace_id"] = event.workspace.map { .string($0.text) }
        object["actor"] = .string(event.actor)
        object["action"] = .string(event.action)
        object["outcome"] = .string(event.outcome.rawValue)
        object["subject"] = event.subject.map(JSON.string)
        object["address"] = .string(event.address)
        object["trace_id"] = .string(event.traceID)
        object["hash"] = .string(hash.hexadecimal)
        return .object(object)
    }
}
