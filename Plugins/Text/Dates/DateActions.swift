import PatchbayJSON
import PluginKit

extension Text {
    @Listing<Action> var dateActions: [Action] {
        Action(
            "date_parse", "Read a date", .description("Turns text into a date and its parts."), .readOnly, .idempotent, .withoutConnection,
            .output(fields: parts),
            .sample(input: ["text": "21.11.2026 04:56", "pattern": "dd.MM.yyyy HH:mm", "zone": "Europe/Zurich"]),
            .sample(output: ["date": "2026-11-21T04:56:00+01:00", "milliseconds": 1_795_233_360_000, "year": 2026, "month": 11, "day": 21,
                "hour": 4, "minute": 56, "second": 0, "weekday": "Saturday", "offset_s": 3600])
        ) { (input: DateText, _) in
            let moment =
                input.pattern.map { DatePattern($0).moment(input.text, in: input.zone) } ?? ISODate.moment(input.text, in: input.zone)
            guard let moment else { throw CallError.invalidInput("The text is not a date of this pattern.", field: "text") }
            return moment.json
        }
        Action(
            "date_format", "Write a date", .description("Writes a date by a pattern, as a zone's clock shows it."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("text", "Text")),
            .sample(input: ["date": "2026-11-21T03:56:00Z", "zone": "Europe/Zurich", "pattern": "EEE, d MMM yyyy HH:mm"]),
            .sample(output: ["text": "Sat, 21 Nov 2026 04:56"])
        ) { (input: DateStyle, _) in ["text": .string(DatePattern(input.pattern).text(try input.date.required()))] }
        Action(
            "date_convert", "Convert a date", .description("Gives a date as another zone's clock shows it."),
            .readOnly, .idempotent, .withoutConnection,
            .output(fields: parts),
            .sample(input: ["date": "2026-11-21T03:56:00Z", "zone": "Asia/Tokyo"]),
            .sample(output: ["date": "2026-11-21T12:56:00+09:00", "milliseconds": 1_795_233_360_000, "year": 2026, "month": 11, "day": 21,
                "hour": 12, "minute": 56, "second": 0, "weekday": "Saturday", "offset_s": 32_400])
        ) { (input: DateInZone, _) in try input.required().json }
        Action(
            "date_add", "Add to a date",
            .description("""
                Adds years and months (to the month's last day where there is no such day), then days on the zone's clock, then \
                hours, minutes and seconds as they pass.
                """),
            .readOnly, .idempotent, .withoutConnection,
            .output(fields: parts),
            .sample(input: ["date": "2026-01-31T12:00:00", "zone": "Europe/Zurich", "months": 1]),
            .sample(output: ["date": "2026-02-28T12:00:00+01:00", "milliseconds": 1_772_276_400_000, "year": 2026, "month": 2, "day": 28,
                "hour": 12, "minute": 0, "second": 0, "weekday": "Saturday", "offset_s": 3600])
        ) { (input: DateDistance, _) in
            guard let moment = try input.date.required().adding(input) else {
                throw CallError.invalidInput("The date is not between the years 1 and 9999.")
            }
            return moment.json
        }
    }
}

private let parts = [
    Field("date", "Date", .dateTime), Field("milliseconds", "Milliseconds since 1970", .integer), Field("year", "Year", .integer),
    Field("month", "Month", .integer), Field("day", "Day", .integer), Field("hour", "Hour", .integer),
    Field("minute", "Minute", .integer), Field("second", "Second", .integer), Field("weekday", "Weekday"),
    Field("offset_s", "Seconds east of UTC", .integer),
]

extension Moment {
    fileprivate func adding(_ distance: DateDistance) -> Moment? {
        guard let civil = civil.adding(months: distance.months),
            let shifted = CivilTime(milliseconds: civil.milliseconds + distance.days * 86_400_000)
        else { return nil }
        // Hours pass in real time: at midnight before a clock change, 24 hours later is not the next midnight.
        let start = shifted == self.civil ? milliseconds : zone.moment(of: shifted)
        return Moment(milliseconds: start + distance.milliseconds, zone: zone)
    }

    fileprivate var json: JSON {
        .members([
            "date": iso, "milliseconds": milliseconds, "year": civil.year, "month": civil.month, "day": civil.day,
            "hour": civil.hour, "minute": civil.minute, "second": civil.second,
            "weekday": DatePattern.weekdays[civil.weekday], "offset_s": offset,
        ])
    }
}
