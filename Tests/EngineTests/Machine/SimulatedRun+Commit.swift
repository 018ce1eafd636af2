import Engine
import Model

extension SimulatedRun {
    /// Handles an event as the executor does: commit the records, then perform the effects; the end may come before, between
    /// and after.
    mutating func feed(_ event: RunEvent) throws(Violation) {
        guard let progress else { return }
        if case .claimed = event {} else { past.append(event) }
        let transition = RunMachine.handle(event, in: progress, of: definition)
        if chance(0.03) { return forget() }
        for record in transition.records { try commit(record, failing: event) }
        guard stored.steps == transition.progress.steps else {
            throw violation("the rows tell \(stored.steps), the machine \(transition.progress.steps)")
        }
        guard self.progress != nil else { return }  // finished or released
        self.progress = transition.progress
        if chance(0.03) { return forget() }
        for effect in transition.effects { try perform(effect) }
    }

    private mutating func perform(_ effect: RunEffect) throws(Violation) {
        switch effect {
        case .invoke(let step, let attempt):
            guard !inFlight.contains(where: { $0.step == step }) else { throw violation("step \(step) runs twice at once") }
            inFlight.append((step, attempt, false, false))
        case .interrupt: break
        case .wake(let time):
            guard time == stored.steps.compactMap(\.due).min() else { throw violation("a wake at \(time) is not the next retry") }
            wake = time
        }
    }

    mutating func commit(_ record: RunRecord, failing event: RunEvent) throws(Violation) {
        guard rows.finishes == 0 || event == .retryRequested else { throw violation("\(record) after the end") }
        rows.state = .running
        switch record {
        case .started(let step, let attempt): try start(step, attempt)
        case .sent(let step, let attempt): try update(step, attempt, from: [.started]) { $0.state = .sent }
        case .ended(let step, let attempt, let state, let nextRetry):
            var failure: CallFailure.Class?
            if case .ended(_, _, .failed(let name, _, _), _, _) = event { failure = name }
            try end(step, attempt, state, nextRetry, failure)
        case .waitStarted(let step, let until):
            guard rows.waits.updateValue(until, forKey: step) == nil else { throw violation("step \(step) waits twice") }
            rows.waitsStarted += 1
        case .waitEnded(let step): rows.waits[step] = nil
        case .finished(let end, let step): finish(end, step)
        case .released(let time): try release(until: time)
        case .reopened(let step, let attempt):
            try update(step, attempt, from: [.failed]) { $0.isReopened = true }
        case .requeued:
            rows.state = .queued
            rows.due = now
            rows.finishes = 0
        }
    }

    private mutating func start(_ step: Int, _ attempt: Int) throws(Violation) {
        guard !rows.attempts.contains(where: { $0.step == step && ($0.attempt >= attempt || $0.state == .succeeded) }) else {
            throw violation("step \(step) starts attempt \(attempt) again or after its success")
        }
        guard definition.dependencies[step].allSatisfy({ rows.hasEnded($0, in: definition) }) else {
            throw violation("step \(step) starts before its dependencies ended")
        }
        guard rows.waits[step] == nil else { throw violation("step \(step) starts while it waits") }
        rows.attempts.append(SimulatedRows.Row(step: step, attempt: attempt))
    }

    private mutating func end(
        _ step: Int, _ attempt: Int, _ state: AttemptState, _ nextRetry: Timestamp?, _ failure: CallFailure.Class?
    ) throws(Violation) {
        let before = rows.attempts.filter { $0.step == step && !$0.isReopened && $0.errorClass == .connectorUnavailable }
        if failure == .connectorUnavailable, state == .failed, nextRetry == nil {
            let deadline = before.last?.nextRetry
            guard before.count + 1 >= RunMachine.maximumAbsences || deadline.map({ $0 <= now }) == true else {
                throw violation("step \(step) is given up at \(now), before \(String(describing: deadline))")
            }
        }
        try update(step, attempt, from: [.started, .sent]) {
            $0.state = state
            $0.errorClass = failure
            $0.nextRetry = nextRetry
        }
    }

    private mutating func finish(_ end: RunState, _ step: Int?) {
        rows.finishes += 1
        rows.state = end
        rows.endedFor = step.flatMap { rows.last(of: $0)?.errorClass }
        rows.due = nil
        forget()
    }

    private mutating func release(until time: Timestamp) throws(Violation) {
        let retries = stored.steps.compactMap(\.due)
        guard time <= now || time == retries.min() else { throw violation("released until \(time), with retries at \(retries)") }
        rows.state = .waiting
        rows.due = time
        forget()
    }

    private mutating func update(
        _ step: Int, _ attempt: Int, from states: [AttemptState], _ change: (inout SimulatedRows.Row) -> Void
    ) throws(Violation) {
        guard let index = rows.attempts.lastIndex(where: { $0.step == step }), rows.attempts[index].attempt == attempt,
            states.contains(rows.attempts[index].state)
        else { throw violation("attempt \(attempt) of step \(step) is settled twice or was never started") }
        change(&rows.attempts[index])
    }

    /// The executor ends. Its lease runs out, so the run is due.
    mutating func forget() {
        if progress != nil, rows.due != nil, state == .running { rows.due = now }
        progress = nil
        inFlight = []
        wake = nil
    }
}

extension StepProgress {
    fileprivate var due: Timestamp? {
        switch stage {
        case .waiting(let time), .awaitingConnector(let time): time
        default: nil
        }
    }
}
