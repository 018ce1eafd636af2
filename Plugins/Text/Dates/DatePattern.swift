/// How a date is written, in the letters of Unicode's LDML: "dd.MM.yyyy HH:mm", with text between apostrophes.
///
/// y year, M month, d day, E weekday, H hour, h hour of twelve, a AM or PM, m minute, s second, S fraction, X offset ("Z" at
/// UTC), x offset. Names are English. https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table
struct DatePattern {
    enum Part {
        case literal(String)
        case field(Character, count: Int)
    }

    let parts: [Part]

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let fields = "yMdEHhamsSXx"

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "'" {
                parts.append(.literal(Self.quoted(&rest)))
            } else {
                let run = rest.prefix { $0 == first }
                rest = rest.dropFirst(run.count)
                parts.append(Self.fields.contains(first) ? .field(first, count: run.count) : .literal(String(run)))
            }
        }
        self.parts = parts
    }

    /// Takes "'…'"; two apostrophes stand for one.
    private static func quoted(_ rest: inout Substring) -> String {
        rest = rest.dropFirst()
        if rest.first == "'" {
            rest = rest.dropFirst()
            return "'"
        }
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if rest.first == "'" {
                rest = rest.dropFirst()
                text.append("'")
            } else {
                break
            }
        }
        return text
    }
}
