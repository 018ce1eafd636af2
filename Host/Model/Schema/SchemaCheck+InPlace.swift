import PatchbayJSON

extension SchemaCheck {
    mutating func check(_ value: JSON, _ rules: Shared<SchemaInPlaceRules>) -> Bool {
        var isValid = true
        if let schema = rules.value.reference, !apply(schema, to: value) { isValid = false }
        for schema in rules.value.allOf where isValid || !isSilent {
            if !apply(schema, to: value) { isValid = false }
        }
        guard isValid || !isSilent else { return false }
        if !rules.value.anyOf.isEmpty, !rules.value.anyOf.contains(where: { allows($0, value) }) {
            isValid = failAlternatives("anyOf", rules.value.anyOf, value)
        }
        if !rules.value.oneOf.isEmpty, !checkOneOf(rules.value.oneOf, value) { isValid = false }
        if let schema = rules.value.not, allows(schema, value) { isValid = fail("not", "must not be of the form that is excluded") }
        guard isValid || !isSilent else { return false }
        return checkCondition(value, rules) && isValid
    }

    private mutating func checkOneOf(_ schemas: [Int], _ value: JSON) -> Bool {
        var count = 0
        for schema in schemas where count < 2 && allows(schema, value) { count += 1 }
        switch count {
        case 0: return failAlternatives("oneOf", schemas, value)
        case 1: return true
        default: return fail("oneOf", "must be of exactly one of \(schemas.count) forms, but is of several")
        }
    }

    private mutating func checkCondition(_ value: JSON, _ rules: Shared<SchemaInPlaceRules>) -> Bool {
        guard let condition = rules.value.condition, rules.value.then != nil || rules.value.otherwise != nil,
            let schema = allows(condition, value) ? rules.value.then : rules.value.otherwise
        else { return true }
        return apply(schema, to: value)
    }

    /// None of the alternatives allows `value`. Tells the choices where all are constants; what is wrong in the one that is meant
    /// where only one is of the value's type; else how many there are.
    private mutating func failAlternatives(_ keyword: String, _ schemas: [Int], _ value: JSON) -> Bool {
        guard !isSilent else { return false }
        let choices = schemas.compactMap { nodes[$0].choices.first?.value.values }
        guard choices.count < schemas.count else {
            return fail(keyword, "must be " + SchemaPhrase.values(choices.flatMap { $0 }))
        }
        let meant = schemas.filter { nodes[$0].types.allows(value) }
        if meant.count == 1, let schema = meant.first, schemas.count > 1 { return apply(schema, to: value) }
        if meant.isEmpty {
            let types = schemas.reduce(into: SchemaTypes()) { $0.formUnion(nodes[$1].types) }
            return fail(keyword, "must be " + types.phrase)
        }
        return fail(keyword, "must be of one of \(SchemaPhrase.count(schemas.count, "form"))")
    }
}
