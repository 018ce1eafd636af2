/// What came of one check.
package enum Verdict: Hashable, Sendable {
    /// Nothing to say, or a list of what is wrong.
    case looked([Finding])
    /// Not looked at, and why.
    case skipped(String)

    static let passed = Verdict.looked([])

    package var level: CheckLevel {
        switch self {
        case .skipped: .skipped
        case .looked(let findings): findings.map(\.level).max() ?? .passed
        }
    }

    /// Why it was not looked at.
    var reason: String? {
        if case .skipped(let reason) = self { reason } else { nil }
    }

    package var findings: [Finding] {
        if case .looked(let findings) = self { findings } else { [] }
    }
}

/// How much the outcome of a check matters, from least to most.
package enum CheckLevel: String, CaseIterable, Comparable, Sendable {
    case passed, skipped, warning, failed

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .passed: 0
        case .skipped: 1
        case .warning: 2
        case .failed: 3
        }
    }
}

/// One thing that is wrong with a plugin.
package struct Finding: Hashable, Sendable {
    package let level: CheckLevel
    /// Where: a call such as `send_message (bot_token)`, or a JSON Pointer into the manifest; empty for the plugin as a whole.
    package let place: String
    /// Sentences that say what is wrong and what to do.
    package let message: String

    static func failed(_ message: String, at place: String = "") -> Finding {
        Finding(level: .failed, place: place, message: message)
    }

    static func warning(_ message: String, at place: String = "") -> Finding {
        Finding(level: .warning, place: place, message: message)
    }
}
