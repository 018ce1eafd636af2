import PluginHost
import Testing

@Suite("Starting again after a crash")
struct RestartPolicyTests {
    private let start = MonotonicTime(nanoseconds: 0)

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
        #expect(policy.permission(start) == .quarantined(.seconds(60), reason: "It crashed 5 times within a minute. It broke."))
        #expect(policy.permission(start + .seconds(60)) == .now)
    }

    @Test("stays quarantine when a worker that was on its way out crashes, too")
    func late() {
        var policy = RestartPolicy()
        for _ in 0...RestartPolicy.crashesToQuarantine { policy.crashed(start, "It broke.") }
        #expect(policy.permission(start) == .quarantined(.seconds(60), reason: "It crashed 5 times within a minute. It broke."))
    }

    @Test("takes longer after each quarantine, up to a quarter of an hour")
    func quarantines() {
        var policy = RestartPolicy()
        var now = start
        for minutes in [1, 2, 4, 8, 15, 15] {
            for _ in 0..<RestartPolicy.crashesToQuarantine { policy.crashed(now, "Again.") }
            guard case .quarantined(.seconds(60 * minutes), _) = policy.permission(now) else {
                Issue.record("no quarantine of \(minutes) minutes but \(policy.permission(now))")
                return
            }
            now = now + .seconds(60 * minutes)
        }
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
