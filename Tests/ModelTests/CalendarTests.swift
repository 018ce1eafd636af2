import Model
import Testing

@Suite struct CalendarTests {
    @Test(arguments: [
        ("2026-11-30T23:59:59.999Z", "2026-11-01T00:00:00.000Z"), ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00.000Z"),
        ("2024-02-29T12:00:00Z", "2024-02-01T00:00:00.000Z"), ("1969-12-31T23:00:00Z", "1969-12-01T00:00:00.000Z"),
    ])
    func `a month begins on its first day`(time: String, start: String) throws {
        #expect(try #require(Timestamp(time)).startOfMonth.description == start)
    }

    @Test(arguments: [(1, "2027-01"), (0, "2026-12"), (13, "2028-01"), (-11, "2026-01"), (-12, "2025-12"), (-24, "2024-12")])
    func `months are counted across years`(months: Int64, expected: String) throws {
        #expect(try #require(Timestamp("2026-12-31T23:59:59Z")).startOfMonth(after: months).monthText == expected)
    }

    @Test(arguments: [("2026-11-30T23:59:59.999Z", "2026-11-30T23:00:00.000Z"), ("1969-12-31T23:30:00Z", "1969-12-31T23:00:00.000Z")])
    func `an hour begins on its first minute`(time: String, start: String) throws {
        #expect(try #require(Timestamp(time)).startOfHour.description == start)
    }
}
