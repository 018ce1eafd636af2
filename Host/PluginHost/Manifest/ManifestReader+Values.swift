import PatchbayJSON

extension ManifestReader {
    mutating func string(_ key: String) -> String? {
        value(key).flatMap { text($0, at: place(key), called: key) }
    }

    /// A text that must be there and hold something; empty when it does not.
    mutating func requiredString(_ key: String) -> String {
        guard let value = required(key), let text = text(value, at: place(key), called: key) else { return "" }
        if text.isEmpty { refuse(key: key, "'\(key)' must not be empty.") }
        return text
    }

    /// The id of a declaration: it names rows, paths and steps, so its alphabet is small.
    mutating func identifier(_ syntax: IdentifierSyntax) -> String {
        let id = requiredString("id")
        if !id.isEmpty, !syntax.allows(id) { refuse(key: "id", "'id' must be \(syntax.rule).") }
        return id
    }

    mutating func bool(_ key: String) -> Bool {
        guard let value = value(key) else { return false }
        if let bool = value.bool { return bool }
        refuse(key: key, "'\(key)' must be true or false.")
        return false
    }

    /// A whole number not below `minimum`. Above `maximum`, which is as much as this host gives, it is `maximum` and a warning.
    mutating func integer(_ key: String, from minimum: Int = 1, upTo maximum: Int) -> Int? {
        guard let value = value(key) else { return nil }
        guard value.number?.isInteger == true, let number = value.number, number >= JSONNumber(minimum) else {
            refuse(key: key, "'\(key)' must be a whole number, \(minimum) or more.")
            return nil
        }
        guard let exact = number.int64, exact <= maximum else {
            warn(place(key), "'\(key)' is more than this host gives; it is taken as \(maximum).")
            return maximum
        }
        return Int(exact)
    }

    mutating func milliseconds(_ key: String, from minimum: Int = 1, upTo maximum: Duration) -> Duration? {
        integer(key, from: minimum, upTo: Int(maximum / .milliseconds(1))).map { .milliseconds($0) }
    }

    /// The texts of a list; nil when there is none.
    mutating func strings(_ key: String) -> [String]? {
        guard let elements = elements(key) else { return nil }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            if let text = text(element, at: place(key) + "/\(index)", called: "\(key)[\(index)]") { texts.append(text) }
        }
        return texts
    }

    /// A place inside a document that the plugin gives.
    mutating func jsonPointer(_ key: String) -> JSONPointer? {
        guard let text = string(key) else { return nil }
        if let pointer = JSONPointer(text) { return pointer }
        refuse(key: key, "'\(key)' must be a JSON Pointer such as \"/data/id\".")
        return nil
    }

    /// Places inside a document that the plugin gives; empty when there are none.
    mutating func jsonPointers(_ key: String) -> [JSONPointer] {
        (strings(key) ?? []).enumerated().compactMap { index, text in
            let pointer = JSONPointer(text)
            if pointer == nil { refuse(place(key) + "/\(index)", "A JSON Pointer such as \"/id\" belongs here.") }
            return pointer
        }
    }

    /// One of a fixed set of words; a word that this host does not know disables what is being read.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _: Choice.Type) -> Choice? {
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        disable(unknown(text, key, Choice.self))
        return nil
    }

    /// The choices of a list; nil when there is none. A word that this host does not know disables what is being read.
    mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _: Choice.Type) -> [Choice]? {
        strings(key).map { texts in
            texts.compactMap { text in
                let choice = Choice(rawValue: text)
                if choice == nil { disable(unknown(text, key, Choice.self)) }
                return choice
            }
        }
    }

    private func unknown<Choice: RawRepresentable<String> & CaseIterable>(_ text: String, _ key: String, _: Choice.Type) -> String {
        let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        return "This host does not know the \(key) \"\(text)\", only \(known)."
    }

    mutating func text(_ value: JSON, at place: String, called name: String) -> String? {
        guard let text = value.string else {
            refuse(place, "'\(name)' must be a text.")
            return nil
        }
        // U+0000 ends a text in C and in PostgreSQL.
        guard !text.utf8.contains(0) else {
            refuse(place, "'\(name)' must not contain U+0000.")
            return nil
        }
        return text
    }
}
