extension DatePattern {
    /// Reads a text written in this way. What it does not say is 1970-01-01, midnight; without an offset it is a time in `zone`.
    func moment(_ text: String, in zone: Zone) -> Moment? {
        var scanner = DateScanner(text)
        var found = Found()
        for part in parts {
            let matches =
                switch part {
                case .literal(let text): text.unicodeScalars.allSatisfy { scanner.skip($0) }
                case .field(let letter, let count): found.read(letter, count, &scanner)
                }
            guard matches else { return nil }
        }
        guard scanner.isAtEnd, let civil = found.civil else { return nil }
        guard let offset = found.offset else { return Moment(civil, zone: zone) }
        return Moment(milliseconds: civil.milliseconds - offset * 1000, zone: zone)
    }
}

private struct Found {
    var (year, month, day) = (1970, 1, 1)
    var (hour, minute, second, millisecond) = (0, 0, 0, 0)
    var isAfternoon: Bool?
    var offset: Int?

    var civil: CivilTime? {
        guard let isAfternoon else { return CivilTime(year, month, day, hour, minute, second, millisecond) }
        guard (1...12).contains(hour) else { return nil }
        return CivilTime(year, month, day, hour % 12 + (isAfternoon ? 12 : 0), minute, second, millisecond)
    }

    mutating func read(_ letter: Character, _ count: Int, _ scanner: inout DateScanner) -> Bool {
        switch letter {
        case "y": set(\.year, count == 2 ? scanner.number(digits: 2...2).map { $0 + 2000 } : scanner.number(digits: 1...4))
        case "M" where count > 3: set(\.month, scanner.word(of: DatePattern.months).map { $0 + 1 })
        case "M" where count == 3: set(\.month, scanner.word(of: DatePattern.months.map { String($0.prefix(3)) }).map { $0 + 1 })
        case "M": set(\.month, number(count, &scanner))
        case "d": set(\.day, number(count, &scanner))
        case "E" where count > 3: scanner.word(of: DatePattern.weekdays) != nil
        case "E": scanner.word(of: DatePattern.weekdays.map { String($0.prefix(3)) }) != nil
        case "H", "h": set(\.hour, number(count, &scanner))
        case "a": set(\.isAfternoon, scanner.word(of: ["AM", "PM"]).map { $0 == 1 })
        case "m": set(\.minute, number(count, &scanner))
        case "s": set(\.second, number(count, &scanner))
        case "S": set(\.millisecond, scanner.milliseconds())
        default: set(\.offset, scanner.offset())
        }
    }

    /// One letter takes one digit or two, two take two.
    private func number(_ count: Int, _ scanner: inout DateScanner) -> Int? {
        scanner.number(digits: count == 1 ? 1...2 : 2...2)
    }

    private mutating func set<Value>(_ place: WritableKeyPath<Found, Value>, _ value: Value?) -> Bool {
        guard let value else { return false }
        self[keyPath: place] = value
        return true
    }

    private mutating func set<Value>(_ place: WritableKeyPath<Found, Value?>, _ value: Value?) -> Bool {
        guard let value else { return false }
        self[keyPath: place] = value
        return true
    }
}
