import PatchbayJSON
import PatchbayPattern

extension SchemaCheck {
    mutating func check(_ value: JSON, _ choices: [Shared<SchemaChoices>]) -> Bool {
        var isValid = true
        for choices in choices where !choices.value.contains(value) {
            let values = choices.value.values
            isValid = fail(choices.value.keyword, "must be " + (values.isEmpty ? "one of no values" : SchemaPhrase.values(values)))
        }
        return isValid
    }

    mutating func check(_ number: JSONNumber, _ rules: Shared<SchemaNumberRules>) -> Bool {
        var isValid = true
        if let minimum = rules.value.minimum, number < minimum { isValid = fail("minimum", "must be at least \(minimum)") }
        if let maximum = rules.value.maximum, maximum < number { isValid = fail("maximum", "must be at most \(maximum)") }
        if let minimum = rules.value.exclusiveMinimum, number <= minimum {
            isValid = fail("exclusiveMinimum", "must be greater than \(minimum)")
        }
        if let maximum = rules.value.exclusiveMaximum, maximum <= number {
            isValid = fail("exclusiveMaximum", "must be less than \(maximum)")
        }
        if let divisor = rules.value.multipleOf, number.isMultiple(of: divisor) != true {
            isValid = fail("multipleOf", "must be a multiple of \(divisor)")
        }
        return isValid
    }

    mutating func check(_ string: String, _ rules: Shared<SchemaStringRules>) -> Bool {
        var isValid = true
        if let minimum = rules.value.minLength, !string.hasScalars(atLeast: minimum) {
            isValid = fail("minLength", minimum == 1 ? "must not be empty" : "must be at least \(SchemaPhrase.length(minimum))")
        }
        if let maximum = rules.value.maxLength, string.utf8.count > maximum, string.unicodeScalars.count > maximum {
            isValid = fail("maxLength", maximum == 0 ? "must be empty" : "must be at most \(SchemaPhrase.length(maximum))")
        }
        if let pattern = rules.value.pattern, !pattern.matches(anywhereIn: string) {
            isValid = fail("pattern", "must match the pattern \(pattern.source)")
        }
        return isValid
    }
}

extension String {
    /// Counts only where the number of bytes does not tell: a scalar has one to four.
    fileprivate func hasScalars(atLeast minimum: Int) -> Bool {
        let bytes = utf8.count
        return bytes >= minimum && (bytes / 4 >= minimum || unicodeScalars.count >= minimum)
    }
}
