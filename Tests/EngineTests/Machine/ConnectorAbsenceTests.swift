import Engine
import Model
import Testing

@Suite("A run whose connector is away")
struct ConnectorAbsenceTests {
    typealias Run = RunMachineTests.Run

    static let now = RunMachineTests.now
    static let deadline = now + RunMachine.longestAbsence
    static let away = AttemptResult.failed(.connectorUnavailable, retryAfter: nil, mayHaveActed: false)
    /// Of the first made step.
    static let connector = WorkflowDefinition.connectors[0]
    static let once = RetryPolicy(maxAttempts: 1, initialDelay: .zero, maxDelay: .zero, backoff: .constant)

    /// A run of one step that found its connector away.
    static func waiting() -> Run {
        var run = Run(RunMachineTests.chain(1, retry: once))
        run.feed(.claimed(at: now))
        _ = run.end(0, away)
        return run
    }

    @Test("waits for it, whatever its retry policy says, and holds nobody up")
    func waits() {
        var run = Run(RunMachineTests.chain(1, retry: Self.once))
        run.feed(.claimed(at: Self.now))
        let transition = run.end(0, Self.away)
        #expect(transition.records == [
            .ended(step: 0, attempt: 1, state: .failed, nextRetry: Self.deadline), .waitStarted(step: 0, until: Self.deadline),
            .released(until: Self.deadline),
        ])
        #expect(transition.effects.isEmpty)
        #expect(run.progress.state == .waiting)
        #expect(run.progress.steps[0].failures == 0)
    }

    @Test("goes on at once when the connector is back")
    func returns() {
        var run = Self.waiting()
        let transition = run.feed(.connectorAvailable(Self.connector, at: Self.now))
        #expect(transition.records == [.waitEnded(step: 0), .started(step: 0, attempt: 2)])
        #expect(transition.effects == [.invoke(step: 0, attempt: 2)])
    }

    @Test("is indifferent to the return of another")
    func another() {
        var run = Self.waiting()
        let before = run.progress
        #expect(run.feed(.connectorAvailable(WorkflowDefinition.connectors[1], at: Self.now)).records.isEmpty)
        #expect(run.progress == before)
    }

    @Test("that is taken up for another reason goes on waiting")
    func claimed() {
        var run = Self.waiting()
        #expect(run.feed(.claimed(at: Self.now + .seconds(60))).records == [.released(until: Self.deadline)])
    }

    @Test("is tried a last time when it has waited long enough, and is then given up")
    func deadLetter() {
        var run = Self.waiting()
        #expect(run.feed(.claimed(at: Self.deadline)).records == [.waitEnded(step: 0), .started(step: 0, attempt: 2)])
        let last = run.feed(.ended(step: 0, attempt: 2, Self.away, at: Self.deadline, jitter: 0))
        #expect(last.records == [.ended(step: 0, attempt: 2, state: .failed, nextRetry: nil), .finished(.failed, step: 0)])
    }

    @Test("that misses it again keeps the deadline; one that found it in between gets a new one")
    func unbroken() {
        var run = Run(RunMachineTests.chain(1))
        run.feed(.claimed(at: Self.now))
        _ = run.end(0, Self.away)
        let later = Self.now + .seconds(3_600)
        run.feed(.connectorAvailable(Self.connector, at: later))
        run.feed(.ended(step: 0, attempt: 2, Self.away, at: later, jitter: 0))
        #expect(run.progress.steps[0].stage == .awaitingConnector(until: Self.deadline))
        run.feed(.connectorAvailable(Self.connector, at: later))
        run.feed(.ended(step: 0, attempt: 3, .failed(.retry, retryAfter: .zero, mayHaveActed: false), at: later, jitter: 0))
        run.feed(.claimed(at: later + .seconds(60)))
        run.feed(.ended(step: 0, attempt: 4, Self.away, at: later, jitter: 0))
        #expect(run.progress.steps[0].stage == .awaitingConnector(until: later + RunMachine.longestAbsence))
        #expect(run.progress.steps[0].failures == 1)
    }

    @Test("gives up a connector that comes and goes too often")
    func flapping() {
        var run = Self.waiting()
        for attempt in 2...RunMachine.maximumAbsences {
            #expect(run.progress.state == .waiting)
            run.feed(.connectorAvailable(Self.connector, at: Self.now))
            _ = run.end(0, attempt: attempt, Self.away)
        }
        #expect(run.progress.state == .failed)
    }

    @Test("works on its other branches meanwhile")
    func branches() {
        var run = Run(.make([([], .standard, .fail, .fail), ([], .standard, .fail, .fail), ([1], .standard, .fail, .fail)]))
        run.feed(.claimed(at: Self.now))
        let missed = run.end(0, Self.away)
        #expect(missed.effects == [.wake(at: Self.deadline)])
        #expect(run.end(1, .succeeded).effects.contains(.invoke(step: 2, attempt: 1)))
        #expect(run.end(2, .succeeded).records.last == .released(until: Self.deadline))
    }

    @Test("waits no more once it is cancelled or failed by another branch")
    func ended() {
        var cancelled = Self.waiting()
        #expect(cancelled.feed(.cancelRequested(at: Self.now)).records == [.waitEnded(step: 0), .finished(.cancelled, step: nil)])
        var failed = Run(.make([([], .standard, .fail, .fail), ([], .standard, .fail, .fail)]))
        failed.feed(.claimed(at: Self.now))
        _ = failed.end(0, Self.away)
        let end = failed.end(1, .failed(.permanent, retryAfter: nil, mayHaveActed: false))
        #expect(end.records.suffix(2) == [.waitEnded(step: 0), .finished(.failed, step: 1)])
    }
}
