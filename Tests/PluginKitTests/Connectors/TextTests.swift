import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct TextTests {
    let text: TestPlugin

    init() throws {
        text = try TestPlugin(connector: "Text")
    }

    @Test func `Each action's sample is true`() async throws {
        let actions = try #require(text.manifest["actions"]?.array)
        #expect(actions.count == 13)
        for action in actions {
            let id = try #require(action["id"]?.string)
            let output = await text.outcome(id, action["sample_input"] ?? [:])
            #expect(output?["class"] == nil, "\(id)")
            if let sample = action["sample_output"] { #expect(output == sample, "\(id)") }
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", #"[["a","b"],["1","2"]]"#), ("a,b\r\n\"x\"\"y\",\"1\r\n2\"", #"[["a","b"],["x\"y","1\r\n2"]]"#),
        ("\u{FEFF}a\rb", #"[["a"],["b"]]"#), (",\n\n,", #"[["",""],["",""]]"#), ("", "[]"), ("a,\"\"", #"[["a",""]]"#),
    ])
    func `CSV is read as RFC 4180 says`(csv: String, rows: String) async throws {
        let output = await text.outcome("csv_parse", ["text": .string(csv), "header": false])
        #expect(output?["rows"] == (try JSON.parse(rows)))
    }

    @Test(arguments: ["a\n\"b", "\"a\"b,c"])
    func `CSV that is broken is refused with its line`(csv: String) async {
        let error = await text.outcome("csv_parse", ["text": .string(csv)])
        #expect(error?["class"] == "invalid_input")
        #expect(error?["message"]?.string?.hasPrefix("Line ") == true)
    }

    @Test func `CSV that is written reads back`() async {
        let rows: JSON = [["a,b", "x\"y", " pad "], ["1\n2", "", "é"]]
        let written = await text.outcome("csv_format", ["rows": rows, "header": false])
        let read = await text.outcome("csv_parse", ["text": written?["text"] ?? nil, "header": false])
        #expect(read?["rows"] == rows)
    }

    @Test func `A cell that looks like a formula can be disarmed`() async {
        let written = await text.outcome("csv_format", ["rows": [["=1+1", -2]], "header": false, "guard_formulas": true])
        #expect(written?["text"] == "'=1+1,-2\r\n")
    }

    @Test(arguments: [
        ("2026-03-29T01:30:00", "Europe/Zurich", "2026-03-29T01:30:00+01:00"),
        // The clock goes forward from two to three, and back in autumn.
        ("2026-03-29T02:30:00", "Europe/Zurich", "2026-03-29T03:30:00+02:00"),
        ("2026-10-25T02:30:00", "Europe/Zurich", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00Z", "Europe/Zurich", "2026-10-25T02:30:00+01:00"),
        // Beyond the table, by the rule.
        ("2080-07-01T12:00:00Z", "America/New_York", "2080-07-01T08:00:00-04:00"),
        ("2080-01-01T12:00:00Z", "Australia/Lord_Howe", "2080-01-01T23:00:00+11:00"),
        ("2026-11-21", "+05:45", "2026-11-21T00:00:00+05:45"), ("2024-02-29T23:59:60.250Z", "UTC", "2024-02-29T23:59:59.250Z"),
    ])
    func `Dates convert by the IANA database`(date: String, zone: String, expected: String) async {
        let output = await text.outcome("date_convert", ["date": .string(date), "zone": .string(zone)])
        #expect(output?["date"] == .string(expected))
    }

    @Test(arguments: [
        ("2026-02-29", "UTC"), ("2026-13-01", "UTC"), ("tomorrow", "UTC"), ("2026-01-01T25:00", "UTC"), ("0000-01-01", "UTC"),
        ("2026-01-01", "Mars/Phobos"), ("2026-01-01", "../../etc/passwd"), ("9999-12-31T23:59:59Z", "Asia/Tokyo"),
    ])
    func `What is no date or no zone is invalid input`(date: String, zone: String) async {
        #expect(await text.outcome("date_convert", ["date": .string(date), "zone": .string(zone)])?["class"] == "invalid_input")
    }

    @Test func `A day on the clock is not always 24 hours`() async {
        let start: JSONObject = ["date": "2026-03-28T12:00:00", "zone": "Europe/Zurich"]
        var (day, hours) = (start, start)
        day["days"] = 1
        hours["hours"] = 24
        #expect(await text.outcome("date_add", .object(day))?["date"] == "2026-03-29T12:00:00+02:00")
        #expect(await text.outcome("date_add", .object(hours))?["date"] == "2026-03-29T13:00:00+02:00")
    }

    @Test(arguments: ["years", "months", "weeks", "days", "hours", "minutes", "seconds"], [1_000_000_000, -1_000_000_000, .max, .min])
    func `A sum beyond all years is refused, not trapped`(unit: String, amount: Int) async {
        let output = await text.outcome("date_add", .members(["date": "2026-01-01", unit: amount]))
        // A thousand million seconds are 32 years, so many minutes 1,900.
        if ["minutes", "seconds"].contains(unit), (-1_000_000_000...1_000_000_000).contains(amount) {
            #expect(output?["date"] != nil)
        } else {
            #expect(output?["class"] == "invalid_input")
        }
    }

    @Test func `Patterns read what they write`() async {
        let pattern = JSON.string("EEEE, d MMMM yyyy 'at' h:mm:ss.SSS a XXX")
        let written = await text.outcome("date_format", ["date": "2026-11-21T15:04:05.006Z", "zone": "Asia/Tokyo", "pattern": pattern])
        #expect(written?["text"] == "Sunday, 22 November 2026 at 12:04:05.006 AM +09:00")
        let read = await text.outcome("date_parse", ["text": written?["text"] ?? nil, "pattern": pattern])
        #expect(read?["date"] == "2026-11-21T15:04:05.006Z")
    }
}
