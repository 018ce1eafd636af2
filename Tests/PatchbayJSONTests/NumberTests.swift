import PatchbayJSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "keep their text",
        arguments: [
            "0", "-0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616",
            "0.1", "1.0", "1.50", "100e-2", "1E400", "-1.5e+300", "3.141592653589793238462643383279502884197", "1e99999999999999999999",
        ]
    )
    func text(text: String) throws {
        #expect(try JSON.parse(text).text() == text)
        #expect(JSONNumber(text)?.text == text)
    }

    @Test("text that is no JSON number makes none", arguments: ["", "-", "+1", "01", "1.", ".1", "1e", "1e+", "NaN", "0x1", " 1", "1 ", "1,", "١"])
    func noNumber(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(
        "are equal by value, and hash so",
        arguments: [
            ("1", "1.0"), ("1", "1e0"), ("100", "1e2"), ("0.5", "5e-1"), ("0.50", "0.5"), ("-0", "0"), ("0e999", "0"), ("0.0e-5", "-0.0"),
            ("12300", "123E+2"), ("9223372036854775808", "9.223372036854775808e18"), ("1e400", "10e399"), ("123456789012345678901234567890", "12345678901234567890123456789e1"),
            ("1e-400", "0.1e-399"), ("-9223372036854775808", "-9223372036854775808.0"),
        ]
    )
    func equal(left: String, right: String) throws {
        let (left, right) = (try #require(JSONNumber(left)), try #require(JSONNumber(right)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test("are ordered by value, exactly")
    func order() throws {
        let ascending = [
            "-1e99999999999999999999", "-1e400", "-9223372036854775809", "-9223372036854775808", "-1.5", "-1", "-0.1", "-1e-400", "0", "1e-400", "0.099",
            "0.1", "0.10000000000000000001", "1", "9007199254740993", "9007199254740993.5", "9223372036854775807", "9223372036854775808", "1e19", "1e400",
        ]
        let numbers = try ascending.map { try #require(JSONNumber($0)) }
        for (i, left) in numbers.enumerated() {
            for (j, right) in numbers.enumerated() {
                #expect((left < right) == (i < j), "\(left) < \(right)")
                #expect((left == right) == (i == j), "\(left) == \(right)")
            }
        }
    }

    @Test(
        "give their 64-bit integer when they are one",
        arguments: [
            ("7", 7), ("7.0", 7), ("70e-1", 7), ("-9223372036854775808", .min), ("9.223372036854775807e18", .max), ("-0", 0), ("0e5", 0),
            ("7.5", nil), ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1e19", nil), ("1e99999999999999999999", nil), ("1e-1", nil),
        ] as [(String, Int64?)]
    )
    func int64(text: String, value: Int64?) throws {
        #expect(try JSON.parse(text).int64 == value)
    }

    @Test("come from doubles as the shortest text that reads back", arguments: [(1.0, "1"), (-0.0, "-0.0"), (0.1, "0.1"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"), (9007199254740992, "9007199254740992.0")])
    func fromDouble(value: Double, text: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.text == text)
        #expect(number.double == value)
        #expect(JSONNumber(text) == number)
    }

    @Test("infinities and NaN are no JSON numbers", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(value: Double) {
        #expect(JSONNumber(value) == nil)
    }

    @Test("beyond the range of Double read as infinity")
    func beyondDouble() throws {
        #expect(try JSON.parse("1e400").double == .infinity)
        #expect(try JSON.parse("-1e400").double == -.infinity)
        #expect(try JSON.parse("0.1").double == 0.1)
    }

    @Test(
        "tell exactly whether one is a multiple of the other",
        arguments: [
            ("10", "5", true), ("10", "3", false), ("0", "7", true), ("-9", "3", true), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
            ("4.5", "1.5", true), ("35", "1.5", false), ("1e308", "0.123456789", false), ("1e308", "0.5", true), ("1e308", "1e300", true), ("1e300", "1e308", false),
            ("12345678901234567890123456789000", "123456789012345678", false), ("123456789012345678000", "123456789012345678", true), ("0.3", "0.1", true), ("-9223372036854775808", "-1", true),
            ("1", "0", nil), ("1.5", "1234567890123456789", nil), ("1", "1234567890123456789.5", nil),
        ] as [(String, String, Bool?)]
    )
    func multiples(value: String, divisor: String, expected: Bool?) throws {
        #expect(try #require(JSONNumber(value)).isMultiple(of: try #require(JSONNumber(divisor))) == expected)
    }

    @Test("whole numbers of any size are integers", arguments: [("1", true), ("1.0", true), ("1e400", true), ("1.5", false), ("15e-1", false), ("150e-1", true), ("0.0", true)])
    func isInteger(text: String, expected: Bool) throws {
        #expect(try #require(JSONNumber(text)).isInteger == expected)
    }
}
