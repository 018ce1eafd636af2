extension Response {
    /// The wait that the `Retry-After` header asks for: seconds, or a date (RFC 9110, section 10.2.3).
    func retryAfter(now: Int) -> Duration? {
        guard let value = headers["retry-after"] else { return nil }
        if let seconds = Int(value) { return seconds < 0 ? nil : .seconds(seconds) }
        // A provider's date is compared with its own clock where it tells it.
        guard let date = HTTPDate.milliseconds(value) else { return nil }
        let start = headers["date"].flatMap(HTTPDate.milliseconds) ?? now
        return .milliseconds(max(0, date - start))
    }
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one format of dates that servers may still send (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Milliseconds since 1970, or nil for anything else.
    static func milliseconds(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT",
            let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else {
            return nil
        }
        let seconds = days(year, month + 1, day) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
        return seconds * 1000
    }

    /// Days since 1970-01-01 in the Gregorian calendar, by counting years from March so that leap days come last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
