import Model

// What one attempt's end means for its step.
extension RunMachine {
    /// Settles an attempt that was cut off with its executor.
    mutating func recover(_ step: Int) {
        guard case .running(let sent) = steps[step].stage else { return }
        if sent, definition.steps[step].inDoubt == .fail {
            settle(step, as: .inDoubt, .inDoubt)
        } else if steps[step].losses + 1 >= Self.maximumLosses {
            self[step].failures += 1
            settle(step, as: .failed, .failed)
        } else {
            self[step].losses += 1
            settle(step, as: .lost, .pending)
        }
    }

    /// Settles an attempt whose result is known.
    mutating func end(_ step: Int, _ result: AttemptResult, at now: Timestamp, jitter: Double) {
        switch result {
        case .succeeded:
            settle(step, as: .succeeded, .succeeded)
        case .interrupted:
            settle(step, as: .cancelled, .cancelled)
        case .failed(let failure, let retryAfter, let mayHaveActed):
            fail(step, failure, retryAfter: retryAfter, mayHaveActed: mayHaveActed, at: now, jitter: jitter)
        }
    }

    private mutating func fail(
        _ step: Int, _ failure: CallFailure.Class, retryAfter: Duration?, mayHaveActed: Bool, at now: Timestamp, jitter: Double
    ) {
        let policy = definition.steps[step].retry
        let mustNotRepeat = mayHaveActed && steps[step].stage == .running(sent: true) && definition.steps[step].inDoubt == .fail
        let wait: Duration
        switch failure {
        case .retry where mustNotRepeat, .rateLimited where mustNotRepeat, .connectorUnavailable where mustNotRepeat:
            return settle(step, as: .inDoubt, .inDoubt)
        case .connectorUnavailable:
            return awaitConnector(step, at: now)
        case .rateLimited:
            self[step].rateLimits += 1
            guard steps[step].rateLimits < Self.maximumRateLimits else { return settle(step, as: .failed, .failed) }
            wait = retryAfter ?? policy.delay(afterFailures: steps[step].rateLimits, jitter: jitter)
        case .retry:
            self[step].failures += 1
            guard steps[step].failures < policy.maxAttempts else { return settle(step, as: .failed, .failed) }
            wait = max(retryAfter ?? .zero, policy.delay(afterFailures: steps[step].failures, jitter: jitter))
        case .reauthorize, .invalidInput, .permanent, .bug:
            self[step].failures += 1
            return settle(step, as: .failed, .failed)
        }
        let due = now + min(max(wait, .zero), Self.longestWait)
        settle(step, as: .failed, .waiting(until: due), nextRetry: due)
    }

    mutating func settle(_ step: Int, as state: AttemptState, _ stage: StepProgress.Stage, nextRetry: Timestamp? = nil) {
        if state != .lost { self[step].absentUntil = nil }
        self[step].stage = stage
        record(.ended(step: step, attempt: steps[step].attempts, state: state, nextRetry: nextRetry))
    }
}
