import PatchbayJSON
import PatchbayPattern

extension SchemaCheck {
    /// `value` is the object that has the members.
    mutating func check(_ members: JSONObject, _ rules: Shared<SchemaObjectRules>, in value: JSON) -> Bool {
        var isValid = true
        if let minimum = rules.value.minProperties, members.count < minimum {
            isValid = fail("minProperties", "must have at least \(SchemaPhrase.count(minimum, "member"))")
        }
        if let maximum = rules.value.maxProperties, members.count > maximum {
            isValid = fail("maxProperties", "must have at most \(SchemaPhrase.count(maximum, "member"))")
        }
        if rules.value.looksAtMembers, !checkMembers(members, rules) { isValid = false }
        guard isValid || !isSilent else { return false }
        for (key, required) in rules.value.dependentRequired where members[key] != nil {
            for name in required where members[name] == nil {
                isValid = fail("dependentRequired", "must have ‘\(name)’ because it has ‘\(key)’")
            }
        }
        for (key, schema) in rules.value.dependentSchemas where members[key] != nil {
            if !apply(schema, to: value) { isValid = false }
        }
        return isValid
    }

    private mutating func checkMembers(_ members: JSONObject, _ rules: Shared<SchemaObjectRules>) -> Bool {
        var isValid = true
        var seen: UInt64 = 0
        for (key, value) in members {
            let member = rules.value.members.find(key)
            seen |= member.requiredBit
            if !check(key, value, schema: member.schema, rules) { isValid = false }
            guard isValid || !isSilent else { return false }
        }
        if seen != rules.value.members.requiredBits || rules.value.required.count > 64 {
            for name in rules.value.required where members[name] == nil { isValid = fail("required", "must have ‘\(name)’") }
        }
        return isValid
    }

    /// One member, of which `properties` names `schema`.
    @inline(__always)
    private mutating func check(_ key: String, _ value: JSON, schema: Int?, _ rules: Shared<SchemaObjectRules>) -> Bool {
        var isValid = true
        var isNamed = false
        if let schema {
            isNamed = true
            isValid = apply(schema, to: value, at: key)
        }
        for (pattern, schema) in rules.value.patternProperties where pattern.matches(anywhereIn: key) {
            isNamed = true
            if !apply(schema, to: value, at: key) { isValid = false }
        }
        if !isNamed, let schema = rules.value.additionalProperties, !checkAdditional(schema, key, value) { isValid = false }
        if let schema = rules.value.propertyNames, !checkName(schema, key) { isValid = false }
        return isValid
    }

    private mutating func checkAdditional(_ schema: Int, _ key: String, _ value: JSON) -> Bool {
        if nodes[schema].isFalse {
            return fail("additionalProperties", "must not have ‘\(SchemaPhrase.short(key))’, which is not known here")
        }
        return apply(schema, to: value, at: key)
    }

    /// A name has no pointer of its own, so the violation is the object's.
    private mutating func checkName(_ schema: Int, _ key: String) -> Bool {
        allows(schema, .string(key)) || fail("propertyNames", "must not have a member named ‘\(SchemaPhrase.short(key))’")
    }
}
