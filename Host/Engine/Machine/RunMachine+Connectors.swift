import Model

// Steps whose connector is away.
extension RunMachine {
    /// Lets a step wait for its connector, without counting the attempt that did not find it against the retry policy.
    mutating func awaitConnector(_ step: Int, at now: Timestamp) {
        let until = steps[step].absentUntil ?? now + Self.longestAbsence
        self[step].absences += 1
        guard now < until, steps[step].absences < Self.maximumAbsences else { return settle(step, as: .failed, .failed) }
        settle(step, as: .failed, .awaitingConnector(until: until), nextRetry: until)
        self[step].absentUntil = until
        record(.waitStarted(step: step, until: until))
    }

    /// The step may be tried now: its connector is back, or there is nothing more to wait for.
    mutating func endWait(_ step: Int) {
        self[step].stage = .pending
        record(.waitEnded(step: step))
    }
}
