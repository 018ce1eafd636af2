import PluginHost
import Testing

@Suite("Starting again after a crash")
struct RestartPolicyTests {
    private let start = MonotonicTime(nanoseconds: 0)
    private static let minute = Quarantine(
        reason: "It crashed 5 times within 60 s. It broke.", length: .seconds(60), end: MonotonicTime(nanoseconds: 60_000_000_000))

    @Test("is free once, then takes ever longer, then is quarantine")
    func backOff() {
        var policy = RestartPolicy()
        #expect(policy.permission(start) == .now)
        policy.crashed(start, "It broke.")
        #expect(policy.permission(start) == .now)
        policy.crashed(start, "It broke.")
        #expect(policy.permission(start) == .later(.milliseconds(100)))
        policy.crashed(start, "It broke.")
        #expect(policy.permission(start) == .later(.milliseconds(200)))
        policy.crashed(start, "It broke.")
        policy.crashed(start, "It broke.")
        #expect(policy.permission(start) == .quarantined(Self.minute))
        #expect(policy.permission(start + .seconds(60)) == .now)
    }

    @Test("stays quarantine when a worker that was on its way out crashes, too")
    func late() {
        var policy = RestartPolicy()
        for _ in 0...RestartPolicy.Rules().crashesToQuarantine { policy.crashed(start, "It broke.") }
        #expect(policy.permission(start) == .quarantined(Self.minute))
    }

    @Test("is quarantine again, for longer, when the first thing it does after one is to crash; up to a quarter of an hour")
    func quarantines() {
        var policy = RestartPolicy()
        var now = start
        for _ in 0..<4 { policy.crashed(now, "Again.") }
        for minutes in [1, 2, 4, 8, 15, 15] {
            policy.crashed(now, "Again.")
            guard policy.quarantine(now)?.end == now + .seconds(60 * minutes) else {
                Issue.record("no quarantine of \(minutes) minutes but \(policy.permission(now))")
                return
            }
            now = now + .seconds(60 * minutes)
            #expect(policy.permission(now) == .now)
        }
    }

    @Test("counts anew after a quiet minute, and after an admin's release")
    func anew() {
        var policy = RestartPolicy()
        for _ in 0..<5 { policy.crashed(start, "Again.") }
        let later = start + .seconds(60 + 60)
        policy.crashed(later, "Again.")
        #expect(policy.permission(later) == .now)

        for _ in 0..<5 { policy.crashed(later, "Again.") }
        policy.release()
        #expect(policy.permission(later) == .now)
        policy.crashed(later, "Again.")
        #expect(policy.permission(later) == .now)
    }

    @Test("goes on with a quarantine that began elsewhere, and doubles it when it was of no use")
    func restored() {
        var policy = RestartPolicy()
        policy.restore(Self.minute)
        #expect(policy.permission(start) == .quarantined(Self.minute))
        let later = start + .seconds(61)
        #expect(policy.permission(later) == .now)
        policy.crashed(later, "Again.")
        #expect(policy.quarantine(later)?.length == .seconds(120))
    }

    @Test("forgets crashes that are a minute apart")
    func rare() {
        var policy = RestartPolicy()
        for minute in 0..<20 {
            policy.crashed(start + .seconds(61 * minute), "It broke.")
            #expect(policy.permission(start + .seconds(61 * minute)) == .now)
        }
    }
}
