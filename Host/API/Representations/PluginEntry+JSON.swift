import Model
package import PatchbayJSON
package import PluginHost

extension PluginEntry {
    /// A file as admins see it.
    package var json: JSON {
        var object: JSONObject = ["file": .string(file), "id": .string(id), "state": .string(stateName)]
        object["reason"] = reason.map(JSON.string)
        object["quarantined_until"] = .time(quarantineEnd)
        object["name"] = name.map(JSON.string)
        object["version"] = version.map(JSON.string)
        object["sha256"] = sha256.map(JSON.string)
        object["build_id"] = buildID.map(JSON.string)
        object["size"] = .number(JSONNumber(Int64(clamping: size)))
        object["toolchain"] = toolchain.map(JSON.string)
        object["isolation"] = .string(isolation.rawValue)
        object["warnings"] = .array(warnings.map(JSON.string))
        object["fault"] = fault?.json
        return .object(object)
    }
}

extension PluginFault {
    fileprivate var json: JSON {
        var object: JSONObject = ["time": .time(time), "message": .string(sentence)]
        object["crash"] = crash?.json
        return .object(object)
    }
}

extension CrashReport {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "signal": .string(signalName), "build": .string(build),
            "places": .array(places.map { .string($0.description) }),
        ]
        if let call {
            object["call"] = [
                "operation": .string(call.operation.rawValue), "attempt": .number(JSONNumber(call.attempt)),
                "trace_id": .string(call.trace.traceID),
            ]
        }
        return .object(object)
    }
}
