import PatchbayJSON

extension SchemaCheck {
    mutating func check(_ elements: [JSON], _ rules: Shared<SchemaArrayRules>) -> Bool {
        var isValid = true
        if let minimum = rules.value.minItems, elements.count < minimum {
            isValid = fail("minItems", minimum == 1 ? "must not be empty" : "must have at least \(SchemaPhrase.count(minimum, "item"))")
        }
        if let maximum = rules.value.maxItems, elements.count > maximum {
            isValid = fail("maxItems", maximum == 0 ? "must be empty" : "must have at most \(SchemaPhrase.count(maximum, "item"))")
        }
        if rules.value.hasUniqueItems, !Self.areUnique(elements) { isValid = fail("uniqueItems", "must not have the same item twice") }
        guard isValid || !isSilent else { return false }
        if !rules.value.prefixItems.isEmpty || rules.value.items != nil, !checkItems(elements, rules) { isValid = false }
        if let schema = rules.value.contains, !checkContains(elements, schema, rules) { isValid = false }
        return isValid
    }

    private mutating func checkItems(_ elements: [JSON], _ rules: Shared<SchemaArrayRules>) -> Bool {
        var isValid = true
        for (index, element) in elements.enumerated() {
            guard let schema = index < rules.value.prefixItems.count ? rules.value.prefixItems[index] : rules.value.items else { break }
            if !apply(schema, to: element, at: String(index)) { isValid = false }
            guard isValid || !isSilent else { return false }
        }
        return isValid
    }

    private mutating func checkContains(_ elements: [JSON], _ schema: Int, _ rules: Shared<SchemaArrayRules>) -> Bool {
        var count = 0
        for element in elements where allows(schema, element) { count += 1 }
        func phrase(_ bound: Int) -> String {
            "\(SchemaPhrase.count(bound, "item")) of the kind it is to contain, has \(count)"
        }
        let minimum = rules.value.minContains ?? 1
        if count < minimum {
            return fail(rules.value.minContains == nil ? "contains" : "minContains", "must have at least \(phrase(minimum))")
        }
        if let maximum = rules.value.maxContains, count > maximum {
            return fail("maxContains", "must have at most \(phrase(maximum))")
        }
        return true
    }

    private static func areUnique(_ elements: [JSON]) -> Bool {
        guard elements.count > 8 else {
            return !elements.indices.contains { index in elements[..<index].contains(elements[index]) }
        }
        var seen = Set<JSON>(minimumCapacity: elements.count)
        return elements.allSatisfy { seen.insert($0).inserted }
    }
}
