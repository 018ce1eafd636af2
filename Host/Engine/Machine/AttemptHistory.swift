package import Model

/// One attempt as its row tells it, oldest first within a step.
package struct AttemptRow: Sendable, Hashable {
    package let step: String
    package let attempt: Int
    package let state: AttemptState
    package let errorClass: CallFailure.Class?
    package let nextRetry: Timestamp?
    /// It ended its run, and somebody asked to try the run again.
    package let isReopened: Bool

    package init(
        step: String, attempt: Int, state: AttemptState, errorClass: CallFailure.Class?, nextRetry: Timestamp?, isReopened: Bool = false
    ) {
        self.step = step
        self.attempt = attempt
        self.state = state
        self.errorClass = errorClass
        self.nextRetry = nextRetry
        self.isReopened = isReopened
    }
}

extension RunProgress {
    /// The progress that the stored rows describe. What they call running may long be dead: ``RunEvent/claimed(at:)`` settles it.
    ///
    /// - Parameter waits: Ids of the steps that wait for their connector.
    package init(state: RunState, isCancelling: Bool, attempts: [AttemptRow], waits: Set<String>, of definition: WorkflowDefinition) {
        self.init(steps: definition.steps.count)
        self.state = state
        self.isCancelling = isCancelling
        for row in attempts.sorted(by: { $0.attempt < $1.attempt }) {
            guard let step = definition.position(of: row.step) else { continue }
            steps[step].add(row, isWaiting: waits.contains(row.step))
        }
    }
}

extension StepProgress {
    private mutating func mark(_ row: AttemptRow, isWaiting: Bool) {
        switch row.state {
        case .failed where row.missedConnector && row.nextRetry != nil && !isWaiting: stage = .pending
        case .started: stage = .running(sent: false)
        case .sent: stage = .running(sent: true)
        case .succeeded: stage = .succeeded
        case .failed: stage = row.nextRetry.map { row.missedConnector ? .awaitingConnector(until: $0) : .waiting(until: $0) } ?? .failed
        case .lost: stage = .pending
        case .inDoubt: stage = .inDoubt
        case .cancelled: stage = .cancelled
        }
    }

    fileprivate mutating func add(_ row: AttemptRow, isWaiting: Bool) {
        attempts = row.attempt
        if row.isReopened { return reopen() }
        mark(row, isWaiting: isWaiting)
        switch row.state {
        case .started, .sent, .lost: break
        case .succeeded, .failed, .inDoubt, .cancelled: absentUntil = row.missedConnector ? row.nextRetry : nil
        }
        switch (row.state, row.errorClass) {
        case (.failed, .rateLimited): rateLimits += 1
        case (.failed, .connectorUnavailable): absences += 1
        case (.failed, _): failures += 1
        case (.lost, _): losses += 1
        default: break
        }
    }
}

extension AttemptRow {
    fileprivate var missedConnector: Bool { state == .failed && errorClass == .connectorUnavailable }
}
