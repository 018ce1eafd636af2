import PatchbayJSON

extension SchemaCheck {
    mutating func check(_ elements: [JSON], _ rules: SchemaArrayRules) -> Bool {
        var isValid = true
        if let minimum = rules.minItems, elements.count < minimum {
            isValid = fail("minItems", minimum == 1 ? "must not be empty" : "must have at least \(SchemaPhrase.count(minimum, "item"))")
        }
        if let maximum = rules.maxItems, elements.count > maximum {
            isValid = fail("maxItems", maximum == 0 ? "must be empty" : "must have at most \(SchemaPhrase.count(maximum, "item"))")
        }
        if rules.hasUniqueItems, !Self.areUnique(elements) { isValid = fail("uniqueItems", "must not have the same item twice") }
        guard isValid || !isSilent else { return false }
        if !rules.prefixItems.isEmpty || rules.items != nil, !checkItems(elements, rules) { isValid = false }
        if let schema = rules.contains, !checkContains(elements, schema, rules) { isValid = false }
        return isValid
    }

    private mutating func checkItems(_ elements: [JSON], _ rules: SchemaArrayRules) -> Bool {
        var isValid = true
        for (index, element) in elements.enumerated() {
            guard let schema = index < rules.prefixItems.count ? rules.prefixItems[index] : rules.items else { break }
            if !apply(schema, to: element, at: String(index)) { isValid = false }
            guard isValid || !isSilent else { return false }
        }
        return isValid
    }

    private mutating func checkContains(_ elements: [JSON], _ schema: Int, _ rules: SchemaArrayRules) -> Bool {
        var count = 0
        for element in elements where allows(schema, element) { count += 1 }
        let minimum = rules.minContains ?? 1
        if count < minimum {
            return fail(rules.minContains == nil ? "contains" : "minContains", "must have at least \(SchemaPhrase.count(minimum, "item")) of the kind it is to contain, has \(count)")
        }
        if let maximum = rules.maxContains, count > maximum {
            return fail("maxContains", "must have at most \(SchemaPhrase.count(maximum, "item")) of the kind it is to contain, has \(count)")
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
