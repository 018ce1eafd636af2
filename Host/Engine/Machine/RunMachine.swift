import Model

/// Decides what happens in a run: a pure function from an event to what to record and what to do (wall 5).
///
/// The same function serves the executor, recovery after a crash, and the simulator of the tests. It knows no clock, no
/// database and no plugin. Events about attempts that are not running are ignored, so duplicated and late ones do no harm.
package struct RunMachine: Sendable {
    let definition: WorkflowDefinition
    private(set) var transition: RunTransition

    package static func handle(
        _ event: RunEvent, in progress: RunProgress, of definition: WorkflowDefinition
    ) -> RunTransition {
        var machine = RunMachine(definition: definition, transition: RunTransition(progress: progress))
        if event == .retryRequested { machine.reopen() } else if !progress.state.isTerminal { machine.handle(event) }
        return machine.transition
    }

    /// A step that the end of the host has cut off this often is given up: it may be what ends it.
    package static let maximumLosses = 25
    /// A step that a provider has turned away this often is given up.
    package static let maximumRateLimits = 100
    /// The longest wait that a provider can ask for; after it the provider is asked again.
    package static let longestWait = Duration.seconds(86_400)
    /// How long a step waits for its connector.
    package static let longestAbsence = Duration.seconds(86_400)
    /// A step that has met the absence of its connector this often is given up: something is wrong with how it comes and goes.
    package static let maximumAbsences = 100

    private mutating func handle(_ event: RunEvent) {
        switch event {
        case .claimed(let now):
            for step in steps.indices { recover(step) }
            transition.progress.state = .running
            advance(at: now)
        case .sending(let step, let attempt):
            guard isRunning(step, attempt), steps[step].stage == .running(sent: false) else { return }
            self[step].stage = .running(sent: true)
            record(.sent(step: step, attempt: attempt))
        case .ended(let step, let attempt, let result, let now, let jitter):
            guard isRunning(step, attempt) else { return }
            end(step, result, at: now, jitter: jitter)
            advance(at: now)
        case .due(let now):
            advance(at: now)
        case .connectorAvailable(let connector, let now):
            let waiting = steps.indices.filter { steps[$0].isAwaitingConnector && definition.steps[$0].connector == connector }
            guard !waiting.isEmpty else { return }
            for step in waiting { endWait(step) }
            advance(at: now)
        case .cancelRequested(let now):
            guard !transition.progress.isCancelling else { return }
            transition.progress.isCancelling = true
            if steps.contains(where: \.isRunning) { perform(.interrupt) }
            advance(at: now)
        case .parkRequested(let now):
            transition.progress.isParking = true
            advance(at: now)
        case .retryRequested:
            break  // only for a run that has ended
        }
    }
}

// MARK: - Access

extension RunMachine {
    var steps: [StepProgress] { transition.progress.steps }

    subscript(step: Int) -> StepProgress {
        get { transition.progress.steps[step] }
        set { transition.progress.steps[step] = newValue }
    }

    mutating func record(_ record: RunRecord) { transition.records.append(record) }

    mutating func perform(_ effect: RunEffect) { transition.effects.append(effect) }

    mutating func enter(_ state: RunState) { transition.progress.state = state }

    private func isRunning(_ step: Int, _ attempt: Int) -> Bool {
        steps.indices.contains(step) && steps[step].isRunning && steps[step].attempts == attempt
    }
}

extension StepProgress {
    var isRunning: Bool {
        if case .running = stage { true } else { false }
    }

    var isAwaitingConnector: Bool {
        if case .awaitingConnector = stage { true } else { false }
    }
}
