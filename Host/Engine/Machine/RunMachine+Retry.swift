// A run that failed and is to be tried again.
extension RunMachine {
    /// Steps that succeeded keep their outcome; the ones that the run failed for start anew, with every attempt of their policy.
    mutating func reopen() {
        guard transition.progress.state == .failed else { return }
        for step in steps.indices where steps[step].stage == .failed && isFatal(step) {
            self[step].reopen()
            record(.reopened(step: step, attempt: steps[step].attempts))
        }
        enter(.queued)
        record(.requeued)
    }
}

extension StepProgress {
    /// Forgets the failures; what has been started stays counted.
    mutating func reopen() {
        let attempts = attempts
        self = StepProgress()
        self.attempts = attempts
    }
}
