import Engine
import Model

extension SimulatedRun {
    /// What must hold of every history that has ended.
    func check() throws(Violation) {
        guard state.isTerminal, rows.finishes == 1 else { throw violation("the run did not end: \(state), \(rows.finishes) ends") }
        guard rows.waits.isEmpty else { throw violation("the run ended and waits for connectors of \(rows.waits)") }
        for step in definition.steps.indices { try check(step) }
        if state == .cancelled, !rows.cancelRequested { throw violation("cancelled though nobody asked") }
    }

    private func check(_ step: Int) throws(Violation) {
        let attempts = rows.attempts.filter { $0.step == step }
        guard attempts.map(\.attempt) == Array(1..<(attempts.count + 1)) else { throw violation("attempts of step \(step) have gaps") }
        guard attempts.filter({ $0.state == .succeeded }).count <= 1 else { throw violation("step \(step) succeeded twice") }
        guard !attempts.contains(where: { $0.state == .started || $0.state == .sent }) else {
            throw violation("an attempt of step \(step) never ended")
        }
        if definition.steps[step].inDoubt == .fail, performed[step] > 1 + reopened[step] {
            throw violation("step \(step) acted \(performed[step]) times")
        }
        let retries = attempts.filter { $0.state == .failed && $0.errorClass == .retry && !$0.isReopened }.count
        if reopened[step] == 0, retries > definition.steps[step].retry.maxAttempts { throw violation("step \(step) was tried too often") }
        if state == .succeeded, !rows.hasEnded(step, in: definition) { throw violation("the run succeeded without step \(step)") }
    }
}
