import Engine
import Model

/// What a database would hold of one run.
struct SimulatedRows {
    struct Row {
        let step: Int, attempt: Int
        var state = AttemptState.started
        var errorClass: CallFailure.Class?
        var nextRetry: Timestamp?
        var isReopened = false
    }

    var state = RunState.queued
    var cancelRequested = false
    var due: Timestamp? = Timestamp(milliseconds: 0)
    var attempts: [Row] = []
    /// By step, when its wait for its connector ends.
    var waits: [Int: Timestamp] = [:]
    var waitsStarted = 0
    var finishes = 0
    /// The failure that the run ended with.
    var endedFor: CallFailure.Class?

    func progress(of definition: WorkflowDefinition) -> RunProgress {
        let attempts = attempts.map {
            AttemptRow(
                step: definition.steps[$0.step].id, attempt: $0.attempt, state: $0.state, errorClass: $0.errorClass,
                nextRetry: $0.nextRetry, isReopened: $0.isReopened)
        }
        return RunProgress(
            state: state, isCancelling: cancelRequested, attempts: attempts, waits: Set(waits.keys.map { definition.steps[$0].id }),
            of: definition)
    }

    func last(of step: Int) -> Row? { attempts.last { $0.step == step } }

    /// Whether the step's dependents may start.
    func hasEnded(_ step: Int, in definition: WorkflowDefinition) -> Bool {
        guard let last = last(of: step), !last.isReopened else { return false }
        return last.state == .succeeded
            || definition.steps[step].onError == .continue && (last.state == .inDoubt || last.state == .failed && last.nextRetry == nil)
    }
}
