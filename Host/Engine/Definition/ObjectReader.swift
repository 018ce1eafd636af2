import Model
import PatchbayJSON

/// Reads one object of a document field by field, collects what is wrong and at the end refuses every key nobody asked for: a
/// misspelt key must not pass in silence.
struct ObjectReader {
    let object: JSONObject
    let pointer: String
    private(set) var issues: [DefinitionIssue] = []
    private var known: [String] = []

    init(_ object: JSONObject, at pointer: String) {
        self.object = object
        self.pointer = pointer
    }

    mutating func value(_ key: String) -> JSON? {
        known.append(key)
        return object[key]
    }

    /// The value of whichever of two names for the same thing is there.
    mutating func value(_ key: String, or synonym: String) -> (key: String, value: JSON)? {
        let values = (value(key), value(synonym))
        if values.0 != nil, values.1 != nil { refuse(synonym, "'\(key)' and '\(synonym)' mean the same; write one of them.") }
        return values.0.map { (key, $0) } ?? values.1.map { (synonym, $0) }
    }

    mutating func string(_ key: String) -> String? {
        value(key).flatMap { text($0, of: key) }
    }

    mutating func text(_ value: JSON, of key: String) -> String? {
        guard let text = value.string else {
            refuse(key, "'\(key)' must be a text, not \(value.kindName).")
            return nil
        }
        guard !text.isEmpty else {
            refuse(key, "'\(key)' must not be empty.")
            return nil
        }
        guard !text.utf8.contains(0) else {
            refuse(key, "'\(key)' must not contain U+0000.")
            return nil
        }
        return text
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.int64, range.contains(Int(number)) else {
            refuse(key, "'\(key)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return Int(number)
    }

    mutating func duration(_ key: String, upTo limit: Duration) -> Duration? {
        guard let value = value(key) else { return nil }
        guard let duration = DurationText.parse(value), duration <= limit else {
            refuse(key, "'\(key)' must be a number of milliseconds or a text such as \"30s\", at most \(limit.components.seconds) seconds.")
            return nil
        }
        return duration
    }

    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(_ key: String, _: Choice.Type) -> Choice? {
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        refuse(key, "'\(key)' must be one of \(Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")).")
        return nil
    }

    mutating func refuse(_ key: String, _ message: String) {
        issues.append(DefinitionIssue(pointer + "/" + JSONPointer.escaped(key), message))
    }

    mutating func refuse(_ message: String) {
        issues.append(DefinitionIssue(pointer, message))
    }

    /// Takes over what was found below this object.
    mutating func add(_ issues: [DefinitionIssue]) {
        self.issues += issues
    }

    /// Refuses keys that are for later with their own sentence, instead of calling them unknown.
    mutating func refuseUnsupported(_ keys: [String: String]) {
        for (key, _) in object {
            guard let message = keys[key] else { continue }
            known.append(key)
            refuse(key, message)
        }
    }

    mutating func refuseUnknownKeys() {
        for (key, _) in object where !known.contains(key) {
            refuse(key, "'\(key)' is not a known key here" + NearestName.hint(for: key, among: known))
        }
    }
}
