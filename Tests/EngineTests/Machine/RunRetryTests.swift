import Engine
import Model
import Testing

@Suite("A run that failed and is tried again")
struct RunRetryTests {
    typealias Run = RunMachineTests.Run

    static let now = RunMachineTests.now
    static let permanent = AttemptResult.failed(.permanent, retryAfter: nil, mayHaveActed: false)
    static let retry = AttemptResult.failed(.retry, retryAfter: .zero, mayHaveActed: false)

    @Test("starts the failed step anew and repeats nothing that succeeded")
    func again() {
        var run = Run(RunMachineTests.chain(2))
        run.feed(.claimed(at: Self.now))
        _ = run.end(0, .succeeded)
        _ = run.end(1, Self.permanent)
        #expect(run.feed(.retryRequested).records == [.reopened(step: 1, attempt: 1), .requeued])
        #expect(run.progress.state == .queued)
        #expect(run.feed(.claimed(at: Self.now)).records == [.started(step: 1, attempt: 2)])
        #expect(run.end(1, attempt: 2, .succeeded).records.last == .finished(.succeeded, step: nil))
    }

    @Test("has all the attempts of its policy again")
    func budget() {
        let policy = RetryPolicy(maxAttempts: 2, initialDelay: .zero, maxDelay: .zero, backoff: .constant)
        var run = Run(RunMachineTests.chain(1, retry: policy))
        for round in 0..<3 {
            run.feed(.retryRequested)
            run.feed(.claimed(at: Self.now))
            for attempt in 1...2 {
                #expect(run.progress.state == .running)
                _ = run.end(0, attempt: round * 2 + attempt, Self.retry)
            }
            #expect(run.progress.state == .failed)
        }
    }

    @Test("leaves a failure alone that the workflow went on after")
    func accepted() {
        var run = Run(.make([([], .standard, .continue, .fail), ([0], .standard, .fail, .fail)]))
        run.feed(.claimed(at: Self.now))
        _ = run.end(0, Self.permanent)
        _ = run.end(1, Self.permanent)
        #expect(run.feed(.retryRequested).records == [.reopened(step: 1, attempt: 1), .requeued])
    }

    @Test("must have failed", arguments: RunState.allCases.filter { $0 != .failed })
    func refused(state: RunState) {
        var run = Run(RunMachineTests.chain(1))
        run.progress.state = state
        let before = run.progress
        #expect(run.feed(.retryRequested).records.isEmpty)
        #expect(run.progress == before)
    }
}
