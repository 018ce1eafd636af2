import Engine
import Model
import TestSupport

/// One run in a world of its own: rows that survive, a provider that counts, an executor that may end between any two commits.
/// Every choice comes from the seed.
struct SimulatedRun {
    let definition: WorkflowDefinition
    private var random: SeededGenerator
    private var now = Timestamp(milliseconds: 0)

    // What survives a crash.
    private var state = RunState.queued
    private var cancelRequested = false
    private var due: Timestamp? = Timestamp(milliseconds: 0)
    private var rows: [Row] = []
    private var finishes = 0

    // What the world sees.
    /// How often each step's effect took place at the provider.
    private var performed: [Int]

    // What a crash takes.
    private var progress: RunProgress?
    private var inFlight: [(step: Int, attempt: Int, sent: Bool, acted: Bool)] = []
    private var wake: Timestamp?
    private var past: [RunEvent] = []

    private struct Row {
        let step: Int, attempt: Int
        var state = AttemptState.started
        var errorClass: CallFailure.Class?
        var nextRetry: Timestamp?
    }

    struct Violation: Error, CustomStringConvertible { let description: String }

    init(definition: WorkflowDefinition, seed: UInt64) {
        self.definition = definition
        random = SeededGenerator(seed: seed)
        performed = Array(repeating: 0, count: definition.steps.count)
    }

    /// Plays to the end and checks what must hold; crashes, cancellation and shutdown come with the given chances.
    mutating func play() throws(Violation) -> (state: RunState, crashes: Int) {
        let crashChance = Double.random(in: 0..<0.3, using: &random)
        let cancelChance = chance(0.1) ? 0.05 : 0
        var crashes = 0
        for _ in 0..<2_000 {
            if state.isTerminal { break }
            if chance(crashChance), progress != nil {
                crashes += 1
                forget()
            }
            if chance(cancelChance) { try requestCancel() }
            try advance()
        }
        try check()
        return (state, crashes)
    }

    /// Plays a random while, asks to cancel, and gives every attempt that runs its chance to end.
    mutating func playToCancellation() throws(Violation) -> RunState {
        for _ in 0..<Int.random(in: 0...20, using: &random) where !state.isTerminal { try advance() }
        if !state.isTerminal { try requestCancel() }
        for _ in 0..<200 where !state.isTerminal { try advance() }
        try check()
        return state
    }

    private mutating func advance() throws(Violation) {
        guard progress != nil else { return try claim() }
        if chance(0.02) { try feed(.parkRequested(at: now)) }
        if chance(0.05), let old = past.randomElement(using: &random) { try feed(old) }
        guard progress != nil else { return }
        if let wake, inFlight.isEmpty || chance(0.3) {
            now = max(now, wake)
            self.wake = nil
            try feed(.due(at: now))
        } else if let index = inFlight.indices.randomElement(using: &random) {
            try progressAttempt(index)
        } else {
            throw violation("a run that is held has nothing in flight, nothing to wake for, and is not released")
        }
    }

    /// Takes the run at its due time, as the executor does, from rows alone.
    private mutating func claim() throws(Violation) {
        guard let due else { throw violation("an unfinished run that nobody holds has no due time") }
        now = max(now, due) + .milliseconds(Int64.random(in: 0...5_000, using: &random))
        // A clock that jumps back must do no harm.
        if chance(0.05) { now = Timestamp(milliseconds: due.milliseconds) }
        progress = stored
        try feed(.claimed(at: now))
    }

    /// The progress that the rows tell.
    private var stored: RunProgress {
        let attempts = rows.map {
            AttemptRow(step: definition.steps[$0.step].id, attempt: $0.attempt, state: $0.state, errorClass: $0.errorClass, nextRetry: $0.nextRetry)
        }
        return RunProgress(state: state, isCancelling: cancelRequested, attempts: attempts, of: definition)
    }

    private mutating func requestCancel() throws(Violation) {
        cancelRequested = true
        if progress != nil { try feed(.cancelRequested(at: now)) } else { due = now }
    }

    /// Lets one attempt send, act, answer or fail.
    private mutating func progressAttempt(_ index: Int) throws(Violation) {
        let (step, attempt, sent, acted) = inFlight[index]
        now = now + .milliseconds(Int64.random(in: 0...2_000, using: &random))
        if !sent, chance(0.6) {
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
        let result: AttemptResult = switch Int.random(in: 0..<10, using: &random) {
        case _ where progress?.isCancelling == true && chance(0.7): .interrupted
        case 0...5: .succeeded
        case 6: .failed(.rateLimited, retryAfter: .milliseconds(Int64.random(in: 0...100_000, using: &random)), mayHaveActed: mayHaveActed)
        case 7, 8: .failed(.retry, retryAfter: nil, mayHaveActed: mayHaveActed)
        default: .failed(CallFailure.Class.allCases.randomElement(using: &random) ?? .bug, retryAfter: nil, mayHaveActed: mayHaveActed)
        }
        try feed(.ended(step: step, attempt: attempt, result, at: now, jitter: Double.random(in: 0..<1, using: &random)))
    }

    /// Handles an event as the executor does: commit the records, then perform the effects; the end may come before, between
    /// and after.
    private mutating func feed(_ event: RunEvent) throws(Violation) {
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
        for effect in transition.effects {
            switch effect {
            case .invoke(let step, let attempt):
                guard !inFlight.contains(where: { $0.step == step }) else { throw violation("step \(step) runs twice at once") }
                inFlight.append((step, attempt, false, false))
            case .interrupt: break
            case .wake(let time):
                guard time == stored.steps.compactMap(\.nextRetry).min() else { throw violation("a wake at \(time) is not the next retry") }
                wake = time
            }
        }
    }

    private mutating func commit(_ record: RunRecord, failing event: RunEvent) throws(Violation) {
        guard finishes == 0 else { throw violation("\(record) after the end") }
        state = .running
        switch record {
        case .started(let step, let attempt):
            guard !rows.contains(where: { $0.step == step && ($0.attempt >= attempt || $0.state == .succeeded) }) else {
                throw violation("step \(step) starts attempt \(attempt) again or after its success")
            }
            guard definition.dependencies[step].allSatisfy(hasEnded) else { throw violation("step \(step) starts before its dependencies ended") }
            rows.append(Row(step: step, attempt: attempt))
        case .sent(let step, let attempt):
            try update(step, attempt) { $0.state = .sent }
        case .ended(let step, let attempt, let state, let nextRetry):
            var failure: CallFailure.Class?
            if case .ended(_, _, .failed(let name, _, _), _, _) = event { failure = name }
            try update(step, attempt) {
                $0.state = state
                $0.errorClass = failure
                $0.nextRetry = nextRetry
            }
        case .finished(let end, _):
            finishes += 1
            state = end
            due = nil
            forget()
        case .released(let time):
            let retries = stored.steps.compactMap(\.nextRetry)
            guard time <= now || time == retries.min() else { throw violation("released until \(time), with retries at \(retries)") }
            state = .waiting
            due = time
            forget()
        }
    }

    private mutating func update(_ step: Int, _ attempt: Int, _ change: (inout Row) -> Void) throws(Violation) {
        guard let index = rows.lastIndex(where: { $0.step == step && $0.attempt == attempt }), [.started, .sent].contains(rows[index].state)
        else { throw violation("attempt \(attempt) of step \(step) is settled twice or was never started") }
        change(&rows[index])
    }

    /// The executor ends. Its lease runs out, so the run is due.
    private mutating func forget() {
        if progress != nil, due != nil, state == .running { due = now }
        progress = nil
        inFlight = []
        wake = nil
    }

    private func hasEnded(_ step: Int) -> Bool {
        guard let last = rows.last(where: { $0.step == step }) else { return false }
        return last.state == .succeeded
            || definition.steps[step].onError == .continue && (last.state == .inDoubt || last.state == .failed && last.nextRetry == nil)
    }

    private func check() throws(Violation) {
        guard state.isTerminal, finishes == 1 else { throw violation("the run did not end: \(state), \(finishes) ends") }
        for step in definition.steps.indices {
            let attempts = rows.filter { $0.step == step }
            guard attempts.map(\.attempt) == Array(1..<(attempts.count + 1)) else { throw violation("attempts of step \(step) have gaps") }
            guard attempts.filter({ $0.state == .succeeded }).count <= 1 else { throw violation("step \(step) succeeded twice") }
            guard !attempts.contains(where: { $0.state == .started || $0.state == .sent }) else { throw violation("an attempt of step \(step) never ended") }
            if definition.steps[step].inDoubt == .fail, performed[step] > 1 { throw violation("step \(step) acted \(performed[step]) times") }
            if state == .succeeded, !hasEnded(step) { throw violation("the run succeeded without step \(step)") }
        }
        if state == .cancelled, !cancelRequested { throw violation("cancelled though nobody asked") }
    }

    private mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }

    private func violation(_ text: String) -> Violation { Violation(description: "\(text)\n\(rows)\n\(past)") }
}

extension StepProgress {
    fileprivate var nextRetry: Timestamp? {
        if case .waiting(let time) = stage { time } else { nil }
    }
}
