/// When a plugin that crashes may start again. A value: crashes and times come in, permission comes out.
///
/// The first crash costs nothing, the next ones double a delay, the fifth within a minute quarantines, each time for longer.
package struct RestartPolicy: Sendable {
    package static let window: Duration = .seconds(60)
    package static let crashesToQuarantine = 5
    package static let firstDelay: Duration = .milliseconds(100)
    package static let firstQuarantine: Duration = .seconds(60)
    package static let longestQuarantine: Duration = .seconds(15 * 60)

    package enum Permission: Hashable, Sendable {
        case now
        /// Not before this time has passed.
        case later(Duration)
        case quarantined(Duration, reason: String)
    }

    private var crashes: [MonotonicTime] = []
    private var notBefore = MonotonicTime(nanoseconds: .min)
    private var quarantine: (reason: String, length: Duration, end: MonotonicTime)?

    package init() {}

    package mutating func crashed(_ now: MonotonicTime, _ sentence: String) {
        crashes = crashes.filter { now < $0 + Self.window } + [now]
        if crashes.count >= Self.crashesToQuarantine {
            let length = min(Self.longestQuarantine, quarantine.map { $0.length * 2 } ?? Self.firstQuarantine)
            quarantine = ("It crashed \(Self.crashesToQuarantine) times within a minute. \(sentence)", length, now + length)
            crashes = []
        } else if crashes.count > 1 {
            notBefore = now + Self.firstDelay * (1 << (crashes.count - 2))
        }
    }

    package func permission(_ now: MonotonicTime) -> Permission {
        if let quarantine, now < quarantine.end { return .quarantined(quarantine.end - now, reason: quarantine.reason) }
        return now < notBefore ? .later(notBefore - now) : .now
    }
}
