/// When a plugin that crashes may start again. A value: crashes and times come in, permission comes out.
///
/// The first crash costs nothing, the next ones double a delay, the fifth within a minute quarantines. A quarantine ends after a
/// while, by an admin's word, or with another file or policy; a plugin that crashes in the minute after it goes back for twice
/// as long.
package struct RestartPolicy: Sendable {
    package struct Rules: Sendable {
        /// Crashes are counted so far back; as long a plugin is on probation after a quarantine.
        package var window: Duration = .seconds(60)
        package var crashesToQuarantine = 5
        package var firstDelay: Duration = .milliseconds(100)
        package var firstQuarantine: Duration = .seconds(60)
        package var longestQuarantine: Duration = .seconds(15 * 60)

        package init() {}
    }

    package enum Permission: Hashable, Sendable {
        case now
        /// Not before this time has passed.
        case later(Duration)
        case quarantined(Quarantine)
    }

    private let rules: Rules
    private var crashes: [MonotonicTime] = []
    private var notBefore = MonotonicTime(nanoseconds: .min)
    private var last: Quarantine?

    package init(_ rules: Rules = Rules()) {
        self.rules = rules
    }

    package mutating func crashed(_ now: MonotonicTime, _ sentence: String) {
        if quarantine(now) != nil { return } // a worker from before, at the end of its last call
        crashes = crashes.filter { now < $0 + rules.window } + [now]
        if let last, now < last.end + rules.window {
            begin(min(rules.longestQuarantine, last.length * 2), now, "It crashed again after its quarantine. \(sentence)")
        } else if crashes.count >= rules.crashesToQuarantine {
            let seconds = rules.window.components.seconds
            begin(rules.firstQuarantine, now, "It crashed \(crashes.count) times within \(seconds) s. \(sentence)")
        } else if crashes.count > 1 {
            notBefore = now + rules.firstDelay * (1 << (crashes.count - 2))
        }
    }

    private mutating func begin(_ length: Duration, _ now: MonotonicTime, _ reason: String) {
        last = Quarantine(reason: reason, length: length, end: now + length)
        crashes = []
    }

    /// Goes on with a quarantine that began elsewhere.
    package mutating func restore(_ quarantine: Quarantine) {
        last = quarantine
        crashes = []
    }

    /// The one it is in.
    package func quarantine(_ now: MonotonicTime) -> Quarantine? {
        last.flatMap { now < $0.end ? $0 : nil }
    }

    /// Forgets everything: somebody has looked at it.
    package mutating func release() {
        self = RestartPolicy(rules)
    }

    package func permission(_ now: MonotonicTime) -> Permission {
        if let quarantine = quarantine(now) { return .quarantined(quarantine) }
        return now < notBefore ? .later(notBefore - now) : .now
    }
}
