import Engine
import Model
import Testing

@Suite("The run machine")
struct RunMachineTests {
    static let now = Timestamp(milliseconds: 1_000_000)

    /// Feeds events one after another.
    struct Run {
        let definition: WorkflowDefinition
        var progress: RunProgress

        init(_ definition: WorkflowDefinition) {
            self.definition = definition
            progress = RunProgress(steps: definition.steps.count)
        }

        @discardableResult
        mutating func feed(_ event: RunEvent) -> RunTransition {
            let transition = RunMachine.handle(event, in: progress, of: definition)
            progress = transition.progress
            return transition
        }

        mutating func end(_ step: Int, attempt: Int = 1, _ result: AttemptResult) -> RunTransition {
            feed(.ended(step: step, attempt: attempt, result, at: RunMachineTests.now, jitter: 0))
        }
    }

    static func chain(_ count: Int, retry: RetryPolicy = .standard, onError: StepDefinition.OnError = .fail, inDoubt: StepDefinition.InDoubtPolicy = .fail) -> WorkflowDefinition {
        .make((0..<count).map { ($0 == 0 ? [] : [$0 - 1], retry, onError, inDoubt) })
    }

    @Test("records a step's outcome and its successor's start together")
    func chain() {
        var run = Run(Self.chain(2))
        #expect(run.feed(.claimed(at: Self.now)).records == [.started(step: 0, attempt: 1)])
        let second = run.end(0, .succeeded)
        #expect(second.records == [.ended(step: 0, attempt: 1, state: .succeeded, nextRetry: nil), .started(step: 1, attempt: 1)])
        #expect(second.effects == [.invoke(step: 1, attempt: 1)])
        let last = run.end(1, .succeeded)
        #expect(last.records == [.ended(step: 1, attempt: 1, state: .succeeded, nextRetry: nil), .finished(.succeeded, step: nil)])
        #expect(last.effects.isEmpty)
    }

    @Test("runs independent branches at once and joins them")
    func diamond() {
        var run = Run(.make([([], .standard, .fail, .fail), ([0], .standard, .fail, .fail), ([0], .standard, .fail, .fail), ([1, 2], .standard, .fail, .fail)]))
        run.feed(.claimed(at: Self.now))
        #expect(run.end(0, .succeeded).effects == [.invoke(step: 1, attempt: 1), .invoke(step: 2, attempt: 1)])
        #expect(run.end(2, .succeeded).effects.isEmpty)
        #expect(run.end(1, .succeeded).effects == [.invoke(step: 3, attempt: 1)])
    }

    @Test("tries again after errors that may pass, as often and as late as the policy says")
    func retry() {
        let policy = RetryPolicy(maxAttempts: 3, initialDelay: .milliseconds(100), maxDelay: .seconds(1), backoff: .exponential)
        var run = Run(Self.chain(1, retry: policy))
        run.feed(.claimed(at: Self.now))
        let first = run.end(0, attempt: 1, .failed(.retry, retryAfter: nil, mayHaveActed: false))
        let due = Self.now + .milliseconds(50)
        #expect(first.records == [.ended(step: 0, attempt: 1, state: .failed, nextRetry: due), .released(until: due)])
        #expect(run.progress.state == .waiting)
        #expect(run.feed(.claimed(at: due)).records == [.started(step: 0, attempt: 2)])
        #expect(run.end(0, attempt: 2, .failed(.retry, retryAfter: .seconds(9), mayHaveActed: false)).records.last == .released(until: Self.now + .seconds(9)))
        run.feed(.claimed(at: Self.now + .seconds(9)))
        #expect(run.end(0, attempt: 3, .failed(.retry, retryAfter: nil, mayHaveActed: false)).records == [
            .ended(step: 0, attempt: 3, state: .failed, nextRetry: nil), .finished(.failed, step: 0),
        ])
    }

    @Test("does not try again what cannot pass", arguments: [CallFailure.Class.invalidInput, .permanent, .reauthorize, .bug])
    func noRetry(failure: CallFailure.Class) {
        var run = Run(Self.chain(2))
        run.feed(.claimed(at: Self.now))
        #expect(run.end(0, .failed(failure, retryAfter: nil, mayHaveActed: false)).records.last == .finished(.failed, step: 0))
    }

    @Test("parks for a rate limit without using up the attempts")
    func rateLimit() {
        var run = Run(Self.chain(1, retry: RetryPolicy(maxAttempts: 1, initialDelay: .seconds(1), maxDelay: .seconds(1), backoff: .constant)))
        for attempt in 1..<RunMachine.maximumRateLimits {
            run.feed(.claimed(at: Self.now + .seconds(1_000_000)))
            let parked = run.end(0, attempt: attempt, .failed(.rateLimited, retryAfter: .seconds(60), mayHaveActed: false))
            #expect(parked.records.last == .released(until: Self.now + .seconds(60)))
        }
        run.feed(.claimed(at: Self.now + .seconds(1_000_000)))
        #expect(run.end(0, attempt: RunMachine.maximumRateLimits, .failed(.rateLimited, retryAfter: nil, mayHaveActed: false)).records.last == .finished(.failed, step: 0))
    }

    @Test("goes on after a failed step that says continue")
    func onErrorContinue() {
        var run = Run(.make([([], .standard, .continue, .fail), ([0], .standard, .fail, .fail)]))
        run.feed(.claimed(at: Self.now))
        #expect(run.end(0, .failed(.permanent, retryAfter: nil, mayHaveActed: false)).effects == [.invoke(step: 1, attempt: 1)])
        #expect(run.end(1, .succeeded).records.last == .finished(.succeeded, step: nil))
    }

    @Test("lets running branches end before a failed run ends")
    func drain() {
        var run = Run(.make([([], .standard, .fail, .fail), ([], .standard, .fail, .fail), ([1], .standard, .fail, .fail)]))
        run.feed(.claimed(at: Self.now))
        #expect(run.end(0, .failed(.permanent, retryAfter: nil, mayHaveActed: false)).records == [.ended(step: 0, attempt: 1, state: .failed, nextRetry: nil)])
        let last = run.end(1, .succeeded)
        #expect(last.records.last == .finished(.failed, step: 0))
        #expect(last.effects.isEmpty)
    }

    @Test("tries a step again after a crash before anything unsafe was sent")
    func crashBeforeSent() {
        var run = Run(Self.chain(1, retry: RetryPolicy(maxAttempts: 1, initialDelay: .zero, maxDelay: .zero, backoff: .constant)))
        run.feed(.claimed(at: Self.now))
        #expect(run.feed(.claimed(at: Self.now)).records == [
            .ended(step: 0, attempt: 1, state: .lost, nextRetry: nil), .started(step: 0, attempt: 2),
        ])
    }

    @Test("leaves a step in doubt after a crash once it was sent, unless its policy is to ask again", arguments: [
        (StepDefinition.InDoubtPolicy.fail, RunState.inDoubt), (.retry, .running),
    ])
    func crashAfterSent(policy: StepDefinition.InDoubtPolicy, state: RunState) {
        var run = Run(Self.chain(1, inDoubt: policy))
        run.feed(.claimed(at: Self.now))
        #expect(run.feed(.sending(step: 0, attempt: 1)).records == [.sent(step: 0, attempt: 1)])
        run.feed(.claimed(at: Self.now))
        #expect(run.progress.state == state)
    }

    @Test("asks again after a refusal, never after silence, once a request that is not safe to repeat was sent", arguments: [
        (false, RunState.waiting), (true, .inDoubt),
    ])
    func doubtWithoutCrash(mayHaveActed: Bool, state: RunState) {
        var run = Run(Self.chain(1))
        run.feed(.claimed(at: Self.now))
        run.feed(.sending(step: 0, attempt: 1))
        _ = run.end(0, .failed(.retry, retryAfter: nil, mayHaveActed: mayHaveActed))
        #expect(run.progress.state == state)
    }

    @Test("gives up a step that was lost too often")
    func losses() {
        var run = Run(Self.chain(1))
        for _ in 0..<RunMachine.maximumLosses { run.feed(.claimed(at: Self.now)) }
        #expect(run.progress.state == .running)
        run.feed(.claimed(at: Self.now))
        #expect(run.progress.state == .failed)
    }

    @Test("cancels at once what does not run, and interrupts what does")
    func cancel() {
        var queued = Run(Self.chain(1))
        #expect(queued.feed(.cancelRequested(at: Self.now)).records == [.finished(.cancelled, step: nil)])
        var running = Run(Self.chain(2))
        running.feed(.claimed(at: Self.now))
        let interrupted = running.feed(.cancelRequested(at: Self.now))
        #expect(interrupted.records.isEmpty)
        #expect(interrupted.effects == [.interrupt])
        #expect(running.end(0, .interrupted).records == [
            .ended(step: 0, attempt: 1, state: .cancelled, nextRetry: nil), .finished(.cancelled, step: nil),
        ])
    }

    @Test("parks between two steps when the executor stops, and goes on where it was")
    func park() {
        var run = Run(Self.chain(2))
        run.feed(.claimed(at: Self.now))
        run.feed(.parkRequested(at: Self.now))
        #expect(run.end(0, .succeeded).records == [
            .ended(step: 0, attempt: 1, state: .succeeded, nextRetry: nil), .released(until: Self.now),
        ])
        run.progress.isParking = false
        #expect(run.feed(.claimed(at: Self.now)).effects == [.invoke(step: 1, attempt: 1)])
    }

    @Test("ignores events about attempts that do not run")
    func strangers() {
        var run = Run(Self.chain(2))
        run.feed(.claimed(at: Self.now))
        let before = run.progress
        for (step, attempt) in [(0, 2), (1, 1), (7, 1), (-1, 1)] {
            #expect(run.end(step, attempt: attempt, .succeeded).records.isEmpty)
            #expect(run.feed(.sending(step: step, attempt: attempt)).records.isEmpty)
        }
        #expect(run.progress == before)
    }
}
