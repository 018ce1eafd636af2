/// A moment as seen from a zone.
struct Moment {
    /// Since 1970.
    let milliseconds: Int
    let zone: Zone
    let civil: CivilTime

    /// Nil outside the years 1 to 9999.
    init?(milliseconds: Int, zone: Zone) {
        guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds),
            let civil = CivilTime(milliseconds: milliseconds + zone.offset(at: milliseconds) * 1000)
        else { return nil }
        (self.milliseconds, self.zone, self.civil) = (milliseconds, zone, civil)
    }

    init?(_ civil: CivilTime, zone: Zone) {
        self.init(milliseconds: zone.moment(of: civil), zone: zone)
    }

    /// Seconds east of UTC.
    var offset: Int { (civil.milliseconds - milliseconds) / 1000 }

    /// "2026-11-21T03:56:00Z", "2026-11-21T04:56:00.250+01:00".
    var iso: String {
        let fraction = civil.millisecond == 0 ? "" : ".SSS"
        return DatePattern("yyyy-MM-dd'T'HH:mm:ss\(fraction)XXX").text(self)
    }
}
