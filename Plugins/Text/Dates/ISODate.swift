/// Reads dates as ISO 8601 and RFC 3339 write them.
enum ISODate {
    /// "2026-11-21", "2026-11-21T03:56", "2026-11-21 03:56:00.25+01:00". Without an offset it is a time in `zone`.
    static func moment(_ text: String, in zone: Zone) -> Moment? {
        var scanner = DateScanner(text)
        guard let year = scanner.number(digits: 4...4), scanner.skip("-"), let month = scanner.number(digits: 2...2),
            scanner.skip("-"), let day = scanner.number(digits: 2...2)
        else { return nil }
        guard !scanner.isAtEnd else { return CivilTime(year, month, day).flatMap { Moment($0, zone: zone) } }

        guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.number(digits: 2...2),
            scanner.skip(":"), let minute = scanner.number(digits: 2...2)
        else { return nil }
        var (second, millisecond) = (0, 0)
        if scanner.skip(":") {
            guard let number = scanner.number(digits: 2...2) else { return nil }
            second = number
            if scanner.skip(".") || scanner.skip(",") {
                guard let fraction = scanner.milliseconds() else { return nil }
                millisecond = fraction
            }
        }
        guard let civil = CivilTime(year, month, day, hour, minute, second, millisecond) else { return nil }
        if scanner.isAtEnd { return Moment(civil, zone: zone) }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        // The offset fixes the moment; it is then seen from the zone that was asked for.
        return Moment(milliseconds: civil.milliseconds - offset * 1000, zone: zone)
    }
}
