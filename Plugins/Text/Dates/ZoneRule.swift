/// When clocks go forward and back in years to come, as POSIX writes it: "CET-1CEST,M3.5.0,M10.5.0/3" (RFC 9636, 3.3.1).
struct ZoneRule: Sendable {
    /// The `week`th (5 is the last) `weekday` of a month, at a time of day in seconds on the clock that is then left.
    struct Change: Sendable {
        let month, week, weekday, time: Int
    }

    /// Seconds east of UTC.
    let standard: Int
    let summer: (offset: Int, start: Change, end: Change)?

    /// Nil for what is not a rule, or one that counts days of the year, which no zone in the database does today.
    init?(_ text: String) {
        var parser = Parser(rest: text[...])
        guard parser.skipName(), let standard = parser.time() else { return nil }
        self.standard = -standard
        guard !parser.rest.isEmpty else {
            summer = nil
            return
        }
        guard parser.skipName() else { return nil }
        let offset = parser.rest.first == "," ? -standard + 3600 : parser.time().map { -$0 }
        guard let offset, let start = parser.change(), let end = parser.change(), parser.rest.isEmpty else { return nil }
        summer = (offset, start, end)
    }

    /// Seconds east of UTC at a moment, in seconds since 1970.
    func offset(at time: Int) -> Int {
        guard let summer, let year = CivilTime(milliseconds: (time + standard) * 1000)?.year else { return standard }
        let start = summer.start.moment(in: year) - standard
        let end = summer.end.moment(in: year) - summer.offset
        let isSummer = start < end ? (start..<end).contains(time) : !(end..<start).contains(time)
        return isSummer ? summer.offset : standard
    }
}

extension ZoneRule.Change {
    /// Seconds since 1970 on the wall clock.
    fileprivate func moment(in year: Int) -> Int {
        let first = CivilTime.dayNumber(year, month, 1)
        let firstWeekday = (first + 4).floorModulo(7)
        var day = first + (weekday - firstWeekday).floorModulo(7) + (week - 1) * 7
        if day >= first + CivilTime.days(in: month, of: year) { day -= 7 }
        return day * 86_400 + time
    }
}

private struct Parser {
    var rest: Substring

    /// Skips "CET" or "<+03>".
    mutating func skipName() -> Bool {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let name = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    /// "-1", "3:30" or "-03:00:00" in seconds.
    mutating func time() -> Int? {
        let text = rest.prefix { "+-:0123456789".contains($0) }
        rest = rest.dropFirst(text.count)
        let parts = text.drop { "+-".contains($0) }.split(separator: ":").map { Int($0) }
        guard (1...3).contains(parts.count), parts.allSatisfy({ $0.map { (0...167).contains($0) } ?? false }) else { return nil }
        let numbers = parts.compactMap(\.self) + [0, 0]
        let seconds = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
        return text.first == "-" ? -seconds : seconds
    }

    /// ",M3.5.0/2"; at two in the morning when nothing is said.
    mutating func change() -> ZoneRule.Change? {
        guard rest.hasPrefix(",M") else { return nil }
        rest = rest.dropFirst(2)
        let text = rest.prefix { ".0123456789".contains($0) }
        rest = rest.dropFirst(text.count)
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]), (0...6).contains(numbers[2]) else {
            return nil
        }
        var time: Int? = 7200
        if rest.first == "/" {
            rest = rest.dropFirst()
            time = self.time()
        }
        return time.map { ZoneRule.Change(month: numbers[0], week: numbers[1], weekday: numbers[2], time: $0) }
    }
}
