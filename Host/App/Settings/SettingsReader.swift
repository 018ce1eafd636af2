import Configuration

/// Reads single settings and collects what is wrong with them.
struct SettingsReader {
    let config: ConfigReader
    var faults: [String] = []
    /// Every setting that was asked for: those that there are.
    private(set) var names: Set<String> = []

    mutating func read<Value>(
        _ name: String, into value: inout Value, expecting: String, _ parse: (String) -> Value?
    ) async {
        guard let text = await text(name) else { return }
        guard let parsed = parse(text) else {
            faults.append("\(name) is “\(text)”; it must be \(expecting).")
            return
        }
        value = parsed
    }

    mutating func read<Value>(
        _ name: String, into value: inout Value?, expecting: String, _ parse: (String) -> Value?
    ) async {
        guard let text = await text(name) else { return }
        value = parse(text)
        if value == nil { faults.append("\(name) is “\(text)”; it must be \(expecting).") }
    }

    mutating func readList<Value>(
        _ name: String, into values: inout [Value], expecting: String, _ parse: (String) -> Value?
    ) async {
        names.insert(name)
        do {
            for text in try await config.fetchStringArray(forKey: ConfigKey([name])) ?? [] {
                if let parsed = parse(text) {
                    values.append(parsed)
                } else {
                    faults.append("\(name) holds “\(text)”; it must hold \(expecting).")
                }
            }
        } catch {
            faults.append("\(name) must be a list of texts (commas between them in the environment).")
        }
    }

    mutating func readFlag(_ name: String, into value: inout Bool) async {
        names.insert(name)
        do {
            value = try await config.fetchBool(forKey: ConfigKey([name])) ?? value
        } catch {
            faults.append("\(name) must be true or false.")
        }
    }

    mutating func readNumber(_ name: String, into value: inout Int, in range: ClosedRange<Int>) async {
        names.insert(name)
        do {
            guard let number = try await config.fetchInt(forKey: ConfigKey([name])) else { return }
            value = number
            if !range.contains(number) { faults.append("\(name) is \(number); it must be \(range.lowerBound) to \(range.upperBound).") }
        } catch {
            faults.append("\(name) must be a whole number, \(range.lowerBound) to \(range.upperBound).")
        }
    }

    mutating func text(_ name: String, isSecret: Bool = false) async -> String? {
        names.insert(name)
        do {
            return try await config.fetchString(forKey: ConfigKey([name]), isSecret: isSecret)
        } catch {
            faults.append("\(name) must be a text.")
            return nil
        }
    }
}
