package import PatchbayJSON

extension CheckReport {
    /// `{"file","id"?,"version"?,"checks":[{"name","description","level","reason"?,"findings"?:[{"level","at"?,"message"}],"ms"}],`
    /// `"summary":{"passed","failed","warning","skipped"}}`.
    package var json: JSON {
        var object: JSONObject = ["file": .string(path)]
        object["id"] = id.map(JSON.string)
        object["version"] = version.map(JSON.string)
        object["checks"] = .array(lines.map(\.json))
        object["summary"] = .object(JSONObject(CheckLevel.allCases.map { ($0.rawValue, .number(JSONNumber(count($0)))) }))
        return .object(object)
    }
}

extension CheckReport.Line {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "name": .string(check), "description": .string(description), "level": .string(verdict.level.rawValue),
        ]
        object["reason"] = verdict.reason.map(JSON.string)
        if !verdict.findings.isEmpty { object["findings"] = .array(verdict.findings.map(\.json)) }
        object["ms"] = .number(JSONNumber(Int(duration / .milliseconds(1))))
        return .object(object)
    }
}

extension Finding {
    fileprivate var json: JSON {
        var object: JSONObject = ["level": .string(level.rawValue)]
        if !place.isEmpty { object["at"] = .string(place) }
        object["message"] = .string(message)
        return .object(object)
    }
}
