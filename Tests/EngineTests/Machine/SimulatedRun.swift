import Engine
import Model
import TestSupport

/// One run in a world of its own: rows that survive, a provider that counts, connectors that come and go, an executor that may
/// end between any two commits. Every choice comes from the seed.
struct SimulatedRun {
    let definition: WorkflowDefinition
    var random: SeededGenerator
    var now = Timestamp(milliseconds: 0)

    /// What survives a crash.
    var rows = SimulatedRows()

    // What the world sees.
    /// How often each step's effect took place at the provider.
    var performed: [Int]
    /// How often somebody wanted each step to be tried again after all.
    var reopened: [Int]
    /// The connectors that take no calls now.
    var away: Set<String> = []

    // What a crash takes.
    var progress: RunProgress?
    var inFlight: [(step: Int, attempt: Int, sent: Bool, acted: Bool)] = []
    var wake: Timestamp?
    var past: [RunEvent] = []

    struct Violation: Error, CustomStringConvertible { let description: String }

    init(definition: WorkflowDefinition, seed: UInt64) {
        self.definition = definition
        random = SeededGenerator(seed: seed)
        performed = Array(repeating: 0, count: definition.steps.count)
        reopened = performed
    }

    var state: RunState { rows.state }

    /// The progress that the rows tell.
    var stored: RunProgress { rows.progress(of: definition) }

    mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }

    func violation(_ text: String) -> Violation { Violation(description: "\(text)\n\(rows)\n\(past)") }
}

// MARK: - Playing

extension SimulatedRun {
    /// How a history went.
    struct Outcome {
        var state = RunState.queued
        var crashes = 0
        var waits = 0
        var deadLetters = 0
    }

    /// Plays to the end and checks what must hold; crashes, cancellation, shutdown and the rest come with the given chances.
    mutating func play() throws(Violation) -> Outcome {
        var outcome = Outcome()
        let crashChance = Double.random(in: 0..<0.3, using: &random)
        let cancelChance = chance(0.1) ? 0.05 : 0
        let moveChance = chance(0.5) ? Double.random(in: 0..<0.3, using: &random) : 0
        for _ in 0..<4_000 {
            if state.isTerminal {
                if state == .failed, rows.endedFor == .connectorUnavailable { outcome.deadLetters += 1 }
                guard state == .failed, chance(0.3) else { break }
                try retry()
            }
            if chance(crashChance), progress != nil {
                outcome.crashes += 1
                forget()
            }
            if chance(cancelChance) { try requestCancel() }
            if chance(moveChance) { try moveConnector() }
            if chance(0.1) { try recheckConnectors() }
            try advance()
        }
        try check()
        outcome.state = state
        outcome.waits = rows.waitsStarted
        return outcome
    }

    /// Plays a random while, asks to cancel, and gives every attempt that runs its chance to end.
    mutating func playToCancellation() throws(Violation) -> RunState {
        for _ in 0..<Int.random(in: 0...20, using: &random) where !state.isTerminal {
            if chance(0.2) { try moveConnector() }
            try advance()
        }
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
        guard let due = rows.due else { throw violation("an unfinished run that nobody holds has no due time") }
        now = max(now, due) + .milliseconds(Int64.random(in: 0...5_000, using: &random))
        // A clock that jumps back must do no harm.
        if chance(0.05) { now = Timestamp(milliseconds: due.milliseconds) }
        progress = stored
        try feed(.claimed(at: now))
    }

    private mutating func requestCancel() throws(Violation) {
        rows.cancelRequested = true
        if progress != nil { try feed(.cancelRequested(at: now)) } else { rows.due = now }
    }
}
