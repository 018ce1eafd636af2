extension DatePattern {
    /// The moment as its zone's clock shows it.
    func text(_ moment: Moment) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .field(let letter, let count): field(letter, count, moment)
            }
        }.joined()
    }

    private func field(_ letter: Character, _ count: Int, _ moment: Moment) -> String {
        let civil = moment.civil
        return switch letter {
        case "y": count == 2 ? (civil.year % 100).padded(2) : civil.year.padded(count)
        case "M": name(Self.months[civil.month - 1], count) ?? civil.month.padded(count)
        case "d": civil.day.padded(count)
        case "E": name(Self.weekdays[civil.weekday], max(count, 3)) ?? ""
        case "H": civil.hour.padded(count)
        case "h": ((civil.hour + 11) % 12 + 1).padded(count)
        case "a": civil.hour < 12 ? "AM" : "PM"
        case "m": civil.minute.padded(count)
        case "s": civil.second.padded(count)
        case "S": String((civil.millisecond.padded(3) + String(repeating: "0", count: max(0, count - 3))).prefix(count))
        case "X": moment.offset == 0 ? "Z" : offset(moment.offset, count)
        default: offset(moment.offset, count)
        }
    }

    /// Three letters are the short name, four the long one.
    private func name(_ name: String, _ count: Int) -> String? {
        count < 3 ? nil : count == 3 ? String(name.prefix(3)) : name
    }

    /// One letter "+02", two "+0200", three "+02:00".
    private func offset(_ seconds: Int, _ count: Int) -> String {
        let minutes = abs(seconds) / 60
        let hour = (seconds < 0 ? "-" : "+") + (minutes / 60).padded(2)
        return switch count {
        case 1: minutes % 60 == 0 ? hour : hour + (minutes % 60).padded(2)
        case 2: hour + (minutes % 60).padded(2)
        default: hour + ":" + (minutes % 60).padded(2)
        }
    }
}

extension Int {
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return digits.count < width ? String(repeating: "0", count: width - digits.count) + digits : digits
    }
}
