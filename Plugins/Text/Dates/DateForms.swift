import PatchbayJSON
import PluginKit

/// A date in ISO 8601 and the zone from which it is seen.
struct DateInZone: Form {
    let moment: Moment?

    init(_ field: inout Fields) throws {
        let text: String = try field(
            "date", "Date", .dateTime, .placeholder("2026-11-21T03:56:00Z"), .help("ISO 8601; without an offset it is a time in the zone."))
        moment = ISODate.moment(text, in: try ZoneField(&field).zone)
    }

    func required() throws -> Moment {
        guard let moment else { throw CallError.invalidInput("The date is not one in ISO 8601.", field: "date") }
        return moment
    }
}

/// The field in which a zone is named.
struct ZoneField: Form {
    let zone: Zone

    init(_ field: inout Fields) throws {
        let name: String = try field(
            "zone", "Time zone", .default("UTC"), .placeholder("Europe/Zurich"), .help("Of the IANA database, UTC, or an offset: +02:00."))
        // While declarations are learnt there is no name yet.
        guard let zone = name.isEmpty ? Zone.utc : Zone(named: name) else {
            throw CallError.invalidInput("There is no time zone “\(name)”.", field: "zone")
        }
        self.zone = zone
    }
}

struct DateText: Form {
    let text: String
    let pattern: String?
    let zone: Zone

    init(_ field: inout Fields) throws {
        text = try field("text", "Text", .length(1...200))
        pattern = try field(
            "pattern", "Pattern", .placeholder("dd.MM.yyyy HH:mm"), .length(1...200), .help("ISO 8601 when absent. " + DatePattern.help))
        zone = try ZoneField(&field).zone
    }
}

struct DateStyle: Form {
    let date: DateInZone
    let pattern: String

    init(_ field: inout Fields) throws {
        date = try DateInZone(&field)
        pattern = try field("pattern", "Pattern", .placeholder("dd.MM.yyyy HH:mm"), .length(1...200), .help(DatePattern.help))
    }
}

/// What is added to a date. The bounds keep every sum far from overflow.
struct DateDistance: Form {
    let date: DateInZone
    let months: Int
    let days: Int
    let milliseconds: Int

    private static let bounds = -1_000_000_000...1_000_000_000

    init(_ field: inout Fields) throws {
        date = try DateInZone(&field)
        func amount(_ id: String, _ label: String) throws -> Int {
            let amount: Int = try field(id, label, .default(0), .range(Self.bounds))
            guard Self.bounds.contains(amount) else { throw CallError.invalidInput("“\(id)” is too large.", field: id) }
            return amount
        }
        months = try amount("years", "Years") * 12 + amount("months", "Months")
        days = try amount("weeks", "Weeks") * 7 + amount("days", "Days")
        milliseconds = try ((amount("hours", "Hours") * 60 + amount("minutes", "Minutes")) * 60 + amount("seconds", "Seconds")) * 1000
    }
}

extension DatePattern {
    static let help = "yyyy year, MM month, MMM or MMMM its name, dd day, EEE weekday, HH or hh hour, mm, ss, SSS, a AM/PM, XXX offset."
}
