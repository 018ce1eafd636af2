/// A date and a time of day in the Gregorian calendar, without a zone: what a clock on a wall shows.
struct CivilTime: Equatable {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0

    /// The years that are understood; within them no sum of milliseconds overflows.
    static let years = 1...9999

    /// Nil when there is no such date or time. A leap second counts as the second before it.
    init?(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0, _ millisecond: Int = 0) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second), (0...999).contains(millisecond)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.millisecond) = (hour, minute, min(second, 59), millisecond)
    }

    /// - Parameter milliseconds: Since 1970, as if the wall clock were at UTC.
    /// - Returns: Nil outside the years that are understood.
    init?(milliseconds: Int) {
        let day = milliseconds.floorDivided(by: 86_400_000)
        guard (-719_162...2_932_896).contains(day) else { return nil }
        let time = milliseconds - day * 86_400_000
        // Days are counted from 0000-03-01, so that the leap day ends a year, in eras of 400 years.
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        (hour, minute) = (time / 3_600_000, time / 60_000 % 60)
        (second, millisecond) = (time / 1000 % 60, time % 1000)
    }

    /// Milliseconds since 1970, as if the wall clock were at UTC.
    var milliseconds: Int { dayNumber * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond }

    /// Days since 1970-01-01.
    var dayNumber: Int { Self.dayNumber(year, month, day) }

    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 is Sunday.
    var weekday: Int { (dayNumber + 4).floorModulo(7) }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The same day of another month, or the month's last day where there is none: January 31 and a month is February 28.
    func adding(months: Int) -> CivilTime? {
        let total = year * 12 + month - 1 + months
        let (year, month) = (total.floorDivided(by: 12), total.floorModulo(12) + 1)
        guard Self.years.contains(year) else { return nil }
        return CivilTime(year, month, min(day, Self.days(in: month, of: year)), hour, minute, second, millisecond)
    }
}

extension Int {
    func floorDivided(by divisor: Int) -> Int { (self - floorModulo(divisor)) / divisor }

    func floorModulo(_ divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
