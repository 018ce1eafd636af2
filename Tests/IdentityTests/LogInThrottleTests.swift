import Identity
import Model
import Testing

@Suite struct LogInThrottleTests {
    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    /// How long each of `count` failures in a row makes the next wait, in seconds.
    func waits(_ count: Int) -> [Int64] {
        var (past, now, waits): (LogInThrottle?, Timestamp, [Int64]) = (nil, Self.start, [])
        for _ in 0..<count {
            guard case .attempt(let next) = LogInThrottle.decide(past, at: now) else { return waits }
            waits.append((next.blockedUntil - now).components.seconds)
            (past, now) = (next, next.blockedUntil)
        }
        return waits
    }

    @Test func `four failures cost nothing, and from then on each wait is twice the one before, up to a quarter of an hour`() {
        #expect(waits(16) == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    }

    @Test func `within the wait nothing is looked at`() {
        let past = LogInThrottle(failures: 5, lastAt: Self.start, blockedUntil: Self.start + .seconds(2))
        #expect(LogInThrottle.decide(past, at: Self.start + .seconds(1)) == .blocked(until: Self.start + .seconds(2)))
    }

    @Test func `after a day the count begins anew`() {
        let past = LogInThrottle(failures: 12, lastAt: Self.start, blockedUntil: Self.start + .seconds(512))
        let later = Self.start + .seconds(86_400)
        #expect(LogInThrottle.decide(past, at: later) == .attempt(LogInThrottle(failures: 1, lastAt: later, blockedUntil: later)))
    }
}
