import Connections
import Model
import PatchbayJSON

extension Connection {
    /// A connection as clients see it, without what is secret.
    var json: JSON {
        [
            "id": .string(id.text), "number": .number(JSONNumber(number)), "connector": .string(connector), "scheme": .string(scheme),
            "name": .string(name), "state": .string(state.rawValue), "version": .number(JSONNumber(version)),
            "fields": .object(fields), "created_at": .time(createdAt), "updated_at": .time(updatedAt),
        ]
    }
}

extension ConnectionTest {
    var json: JSON {
        var object: JSONObject = ["ok": .bool(ok), "outcome": .string(outcome.rawValue), "message": .string(message)]
        object["details"] = details
        return .object(object)
    }
}
