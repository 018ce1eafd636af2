import PatchbayJSON

/// What becomes of members that nobody asks for.
enum UnknownKeys {
    case warned, ignored
}

extension ManifestReader {
    /// Reads the object in a member; nil when there is none.
    mutating func object<Value>(
        _ key: String, unknownKeys: UnknownKeys = .warned, _ read: (inout ManifestReader) -> Value
    ) -> Value? {
        guard let value = value(key) else { return nil }
        return nested(value, at: place(key), unknownKeys, read)
    }

    /// Reads the objects of a list; empty when there is none. One that names a choice unknown to this host is left out with a
    /// warning, unless `read` took care of it.
    mutating func list<Value>(_ key: String, upTo limit: Int = .max, _ read: (inout ManifestReader) -> Value) -> [Value] {
        guard let elements = elements(key) else { return [] }
        guard elements.count <= limit else {
            refuse(key: key, "'\(key)' has \(elements.count) elements; this host takes \(limit) at most.")
            return []
        }
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            let place = place(key) + "/\(index)"
            guard let value = nested(element, at: place, .warned, read) else { continue }
            if let reason = takeUnknownChoice() {
                warn(place, reason + " It is left out.")
            } else {
                values.append(value)
            }
        }
        return values
    }

    mutating func elements(_ key: String) -> [JSON]? {
        guard let value = value(key) else { return nil }
        if let elements = value.array { return elements }
        refuse(key: key, "'\(key)' must be a list.")
        return nil
    }

    private mutating func nested<Value>(
        _ value: JSON, at place: String, _ unknownKeys: UnknownKeys, _ read: (inout ManifestReader) -> Value
    ) -> Value? {
        guard let object = value.object else {
            refuse(place, "An object belongs here.")
            return nil
        }
        var reader = ManifestReader(object, at: place)
        let result = read(&reader)
        if unknownKeys == .warned { reader.warnOfUnknownKeys() }
        add(reader)
        return result
    }
}
