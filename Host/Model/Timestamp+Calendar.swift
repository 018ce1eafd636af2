extension Timestamp {
    /// The first moment of its hour, in UTC.
    package var startOfHour: Timestamp {
        Timestamp(milliseconds: milliseconds - milliseconds.flooredDivision(by: 3_600_000).remainder)
    }

    /// The first moment of its month, in UTC.
    package var startOfMonth: Timestamp { startOfMonth(after: 0) }

    /// The first moment of a later month, or with a negative number of an earlier one, in UTC.
    package func startOfMonth(after months: Int64) -> Timestamp {
        let (year, month, _) = Self.civil(fromDays: milliseconds.flooredDivision(by: 86_400_000).quotient)
        let (years, index) = (month - 1 + months).flooredDivision(by: 12)
        return Timestamp(milliseconds: Self.days(year + years, index + 1, 1) * 86_400_000)
    }

    /// Its month in UTC as `2026-11`.
    package var monthText: String { String(description.prefix(7)) }
}
