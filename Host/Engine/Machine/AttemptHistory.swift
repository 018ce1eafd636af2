package import Model

/// One attempt as its row tells it, oldest first within a step.
package struct AttemptRow: Sendable, Hashable {
    package let step: String
    package let attempt: Int
    package let state: AttemptState
    package let errorClass: CallFailure.Class?
    package let nextRetry: Timestamp?

    package init(step: String, attempt: Int, state: AttemptState, errorClass: CallFailure.Class?, nextRetry: Timestamp?) {
        self.step = step
        self.attempt = attempt
        self.state = state
        self.errorClass = errorClass
        self.nextRetry = nextRetry
    }
}

extension RunProgress {
    /// The progress that the stored rows describe. What they call running may long be dead: ``RunEvent/claimed(at:)`` settles it.
    package init(state: RunState, isCancelling: Bool, attempts: [AttemptRow], of definition: WorkflowDefinition) {
        self.init(steps: definition.steps.count)
        self.state = state
        self.isCancelling = isCancelling
        for row in attempts.sorted(by: { $0.attempt < $1.attempt }) {
            guard let step = definition.position(of: row.step) else { continue }
            steps[step].add(row)
        }
    }
}

extension StepProgress {
    private mutating func mark(_ row: AttemptRow) {
        switch row.state {
        case .started: stage = .running(sent: false)
        case .sent: stage = .running(sent: true)
        case .succeeded: stage = .succeeded
        case .failed: stage = row.nextRetry.map { .waiting(until: $0) } ?? .failed
        case .lost: stage = .pending
        case .inDoubt: stage = .inDoubt
        case .cancelled: stage = .cancelled
        }
    }

    fileprivate mutating func add(_ row: AttemptRow) {
        attempts = row.attempt
        mark(row)
        switch (row.state, row.errorClass) {
        case (.failed, .rateLimited): rateLimits += 1
        case (.failed, _): failures += 1
        case (.lost, _): losses += 1
        default: break
        }
    }
}
