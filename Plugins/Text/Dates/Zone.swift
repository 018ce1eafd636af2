import PluginKit

/// A time zone: UTC, a fixed offset, or one of the IANA database with its history and its rule for the future.
struct Zone: Sendable {
    struct Transition: Sendable {
        /// Seconds since 1970.
        let time: Int
        /// Seconds east of UTC from then on.
        let offset: Int
    }

    /// Before the first transition.
    let initialOffset: Int
    let transitions: [Transition]
    /// After the last transition.
    let rule: ZoneRule?

    static let utc = Zone(offset: 0)

    init(offset: Int) {
        self.init(initialOffset: offset, transitions: [], rule: nil)
    }

    init(initialOffset: Int, transitions: [Transition], rule: ZoneRule?) {
        self.initialOffset = initialOffset
        self.transitions = transitions
        self.rule = rule
    }

    /// Finds "UTC", "Z", an offset such as "+02:00", or a zone such as "Europe/Zurich".
    init?(named name: String) {
        if ["UTC", "Z", "GMT", "Etc/UTC"].contains(name) {
            self = .utc
        } else if let offset = Self.offset(name) {
            self.init(offset: offset)
        } else if let file = ZoneInfo.file(of: name), let zone = Zone(file: file) {
            self = zone
        } else {
            return nil
        }
    }

    /// Seconds east of UTC at a moment, in milliseconds since 1970.
    func offset(at milliseconds: Int) -> Int {
        let time = milliseconds.floorDivided(by: 1000)
        guard let last = transitions.last, time < last.time else {
            return rule?.offset(at: time) ?? transitions.last?.offset ?? initialOffset
        }
        // The first transition after the moment; the offset before it holds.
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initialOffset : transitions[low - 1].offset
    }

    /// The moment at which the wall clock shows `civil`. Of two, when the clock went back, the first; of none, when it went
    /// forward, the moment as the clock was before.
    func moment(of civil: CivilTime) -> Int {
        let wall = civil.milliseconds
        let before = offset(at: wall - 86_400_000)
        let first = wall - before * 1000
        if offset(at: first) == before { return first }
        let after = offset(at: wall + 86_400_000)
        let second = wall - after * 1000
        return offset(at: second) == after ? second : first
    }

    /// "+02:00", "-0530" or "+02" as seconds.
    static func offset(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let hours = Int(digits.prefix(2)), let minutes = digits.count == 4 ? Int(digits.suffix(2)) : 0,
            hours <= 18, minutes <= 59
        else { return nil }
        return (hours * 60 + minutes) * (sign == "-" ? -60 : 60)
    }
}
