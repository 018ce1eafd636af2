import CLinux
import Model

/// Why a worker is no more.
enum WorkerEnd: Hashable, Sendable {
    /// It said so itself: lock-down, load or entry failed.
    case refused(sentence: String)
    /// No process could be started.
    case notStarted(sentence: String)
    case crashed(CrashReport)
    /// The plugin called `exit`, or ended its last thread.
    case exited(code: CInt)
    /// It broke the protocol.
    case violated(FrameViolation)
    /// It was not ready in time.
    case tooSlow(Duration)
    /// A call did not end within its grace.
    case overdue
    /// It kept the processor busy without a call.
    case restless
    /// We wanted it to.
    case stopped

    /// Whether it counts towards quarantine.
    var isFault: Bool {
        switch self {
        case .stopped, .overdue: false
        default: true
        }
    }

    var crash: CrashReport? {
        if case .crashed(let report) = self { report } else { nil }
    }

    /// What is to be done about a fault in the plugin's own code.
    static let cure = "Tell its author, or put an earlier build back."

    /// What happened, and what to do, as sentences about "the plugin".
    var sentence: String {
        switch self {
        case .refused(let sentence), .notStarted(let sentence): sentence
        case .crashed(let report): "\(report.sentence) \(Self.cure)"
        case .exited(let code): "The plugin ended its process (exit code \(code)); it must not call exit. \(Self.cure)"
        case .violated(let violation): "The plugin's worker broke the protocol and was killed. \(violation.sentence) \(Self.cure)"
        case .tooSlow(let time): "The plugin was not ready within \(time.milliseconds) ms; its entry must return within 100 ms. \(Self.cure)"
        case .overdue: "The plugin held a call beyond its time and was killed: try again, and raise timeout_ms in its policy if this goes on."
        case .restless:
            "The plugin kept the processor busy while it had no call, and was killed; its threads must rest when they have nothing to do. \(Self.cure)"
        case .stopped: "The plugin's worker was stopped: try again."
        }
    }
}
