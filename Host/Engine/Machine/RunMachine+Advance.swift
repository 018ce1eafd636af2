import Model

// What the run does next, seen from where its steps stand.
extension RunMachine {
    mutating func advance(at now: Timestamp) {
        let halted = transition.progress.isCancelling || fatalStep != nil
        if !halted, !transition.progress.isParking { startSteps(at: now) }
        let running = steps.contains(where: \.isRunning)
        let nextDue = steps.lazy.compactMap(\.due).min()
        switch (running, halted) {
        case (true, _):
            if !halted, !transition.progress.isParking, let nextDue { perform(.wake(at: nextDue)) }
        case (false, true):
            finishEarly()
        case (false, false):
            if steps.indices.allSatisfy(hasEnded) {
                finish(.succeeded, step: nil)
            } else {
                release(until: steps.indices.contains(where: isReady) ? now : nextDue ?? now)
            }
        }
    }

    /// Starts every step that may run now.
    private mutating func startSteps(at now: Timestamp) {
        for step in steps.indices where isReady(step) || steps[step].due.map({ $0 <= now }) == true {
            if steps[step].isAwaitingConnector { endWait(step) }
            self[step].attempts += 1
            self[step].stage = .running(sent: false)
            record(.started(step: step, attempt: steps[step].attempts))
            perform(.invoke(step: step, attempt: steps[step].attempts))
        }
    }

    private func isReady(_ step: Int) -> Bool {
        steps[step].stage == .pending && definition.dependencies[step].allSatisfy(hasEnded)
    }

    /// Whether what depends on the step may start.
    private func hasEnded(_ step: Int) -> Bool {
        switch steps[step].stage {
        case .succeeded: true
        case .failed, .inDoubt: definition.steps[step].onError == .continue
        case .pending, .running, .waiting, .awaitingConnector, .cancelled: false
        }
    }

    /// The first step whose failure ends the run.
    private var fatalStep: Int? { steps.indices.first(where: isFatal) }

    func isFatal(_ step: Int) -> Bool {
        (steps[step].stage == .failed || steps[step].stage == .inDoubt) && !hasEnded(step)
    }

    /// Ends a run that is not to go on, once nothing runs any more.
    private mutating func finishEarly() {
        if steps.indices.allSatisfy(hasEnded) {
            finish(.succeeded, step: nil)  // cancelled too late: everything had been done
        } else if transition.progress.isCancelling {
            finish(.cancelled, step: nil)
        } else if let step = fatalStep {
            finish(steps[step].stage == .inDoubt ? .inDoubt : .failed, step: step)
        }
    }

    private mutating func finish(_ state: RunState, step: Int?) {
        for step in steps.indices where steps[step].isAwaitingConnector { endWait(step) }
        enter(state)
        record(.finished(state, step: step))
    }

    private mutating func release(until due: Timestamp) {
        enter(.waiting)
        record(.released(until: due))
    }
}

extension StepProgress {
    /// When it may be tried again, if it waits.
    var due: Timestamp? {
        switch stage {
        case .waiting(let due), .awaitingConnector(let due): due
        case .pending, .running, .succeeded, .failed, .inDoubt, .cancelled: nil
        }
    }
}
