import Model
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test("of now are of this century and do not go back between two looks")
    func now() {
        let (one, other) = (Timestamp.now, Timestamp.now)
        #expect(one.milliseconds > 1_700_000_000_000 && one.milliseconds < 4_102_444_800_000)
        #expect(one <= other)
    }

    @Test("move by durations and tell the duration between two")
    func arithmetic() {
        let time = Timestamp(milliseconds: 1000)
        #expect(time + .seconds(2) == Timestamp(milliseconds: 3000))
        #expect(time + .milliseconds(-1500) == Timestamp(milliseconds: -500))
        #expect(time - Timestamp(milliseconds: 400) == .milliseconds(600))
        #expect(Timestamp(milliseconds: 400) - time == .milliseconds(-600))
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
    }

    @Test("durations count whole milliseconds towards zero", arguments: [(Duration.microseconds(1999), 1), (.microseconds(-1999), -1), (.seconds(90), 90_000), (.nanoseconds(999_999), 0), (.zero, 0)] as [(Duration, Int64)])
    func milliseconds(duration: Duration, expected: Int64) {
        #expect(duration.milliseconds == expected)
    }

    @Test("stay at the end of time where a duration would pass it")
    func extremes() {
        #expect(Timestamp(milliseconds: .max) + .seconds(1) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: .min) + .seconds(-1) == Timestamp(milliseconds: .min))
        #expect(Timestamp(milliseconds: 0) + .seconds(Int64.max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: 0) + .seconds(Int64.min) == Timestamp(milliseconds: .min))
        #expect(Timestamp(milliseconds: .max) - Timestamp(milliseconds: .min) > .seconds(1 << 54))
    }
}
