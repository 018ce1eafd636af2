import Engine
import PatchbayJSON
import Synchronization

/// What a test's actions were asked, in order.
final class CallLog: Sendable {
    private let calls = Mutex<[StepCall]>([])

    func add(_ call: StepCall) { calls.withLock { $0.append(call) } }

    var all: [StepCall] { calls.withLock { $0 } }
    var steps: [String] { all.map(\.step.id) }
}

extension ActionPerformer {
    /// Answers every call with its own input.
    static let echo = ActionPerformer { AttemptReport(.output($0.input.bytes())) }

    static func logging(_ log: CallLog, _ answer: @escaping @Sendable (StepCall) async -> AttemptReport.Outcome) -> ActionPerformer {
        ActionPerformer { call in
            log.add(call)
            return AttemptReport(await answer(call))
        }
    }
}
