import Engine
import Model

// What happens around a run: attempts act, answer and fail; connectors come and go; somebody wants it tried again.
extension SimulatedRun {
    /// Lets one attempt send, act, answer or fail.
    mutating func progressAttempt(_ index: Int) throws(Violation) {
        let (step, attempt, sent, acted) = inFlight[index]
        now = now + .milliseconds(Int64.random(in: 0...2_000, using: &random))
        let isAway = !sent && away.contains(definition.steps[step].connector)
        if !sent, !isAway, chance(0.6) {
            try feed(.sending(step: step, attempt: attempt))
            guard progress != nil else { return }
            guard let position = inFlight.firstIndex(where: { $0.step == step }) else { return }
            inFlight[position].sent = true
            inFlight[position].acted = chance(0.7)
            if inFlight[position].acted { performed[step] += 1 }
            return
        }
        inFlight.remove(at: index)
        // The host may think that it acted when it did not, never the other way round.
        let mayHaveActed = acted || sent && chance(0.3)
        let result = isAway ? .failed(.connectorUnavailable, retryAfter: nil, mayHaveActed: false) : answer(mayHaveActed)
        try feed(.ended(step: step, attempt: attempt, result, at: now, jitter: Double.random(in: 0..<1, using: &random)))
    }

    private mutating func answer(_ mayHaveActed: Bool) -> AttemptResult {
        switch Int.random(in: 0..<10, using: &random) {
        case _ where progress?.isCancelling == true && chance(0.7): .interrupted
        case 0...5: .succeeded
        case 6: .failed(.rateLimited, retryAfter: .milliseconds(Int64.random(in: 0...100_000, using: &random)), mayHaveActed: mayHaveActed)
        case 7, 8: .failed(.retry, retryAfter: nil, mayHaveActed: mayHaveActed)
        default: .failed(CallFailure.Class.allCases.randomElement(using: &random) ?? .bug, retryAfter: nil, mayHaveActed: mayHaveActed)
        }
    }

    /// A connector goes, or comes back; then who waits for it is mostly told.
    mutating func moveConnector() throws(Violation) {
        guard let name = definition.steps.randomElement(using: &random)?.connector else { return }
        if away.remove(name) == nil {
            away.insert(name)
        } else if chance(0.8) {
            try tell(name)
        }
    }

    /// Whoever missed that a connector is back notices in the end.
    mutating func recheckConnectors() throws(Violation) {
        for name in Set(definition.steps.map(\.connector)).subtracting(away).sorted() { try tell(name) }
    }

    private mutating func tell(_ connector: String) throws(Violation) {
        guard progress == nil else { return try feed(.connectorAvailable(connector, at: now)) }
        let waits = rows.waits.keys.filter { definition.steps[$0].connector == connector }
        for step in waits { rows.waits[step] = nil }
        if !waits.isEmpty { rows.due = now }
    }

    /// Somebody wants a run that failed to be tried again.
    mutating func retry() throws(Violation) {
        let transition = RunMachine.handle(.retryRequested, in: stored, of: definition)
        for case .reopened(let step, _) in transition.records { reopened[step] += 1 }
        for record in transition.records { try commit(record, failing: .retryRequested) }
        guard stored == transition.progress, state == .queued else { throw violation("a retry left \(stored)") }
    }
}
