import Engine
import TestSupport
import Testing

@Suite("Simulated histories of runs")
struct RunHistoriesTests {
    /// Eight times this many histories; a failure names its seed.
    static let historiesPerLane = 15_000

    @Test("with crashes, duplicates, clock jumps, cancellation and connectors that come and go end once, repeat nothing and forget nothing", arguments: 0..<8)
    func histories(lane: Int) throws {
        var ends: [RunState: Int] = [:]
        var (crashes, waits, deadLetters) = (0, 0, 0)
        let shapes = (0..<64).map { Self.workflow(seed: UInt64(lane * 64 + $0)) }
        for number in 0..<Self.historiesPerLane {
            let seed = UInt64(lane * Self.historiesPerLane + number)
            var run = SimulatedRun(definition: shapes[number % shapes.count], seed: seed)
            do {
                let played = try run.play()
                ends[played.state, default: 0] += 1
                crashes += played.crashes
                waits += played.waits
                deadLetters += played.deadLetters
            } catch {
                Issue.record("seed \(seed): \(error)")
                return
            }
        }
        // The histories mean something only if they reach every end and crash on the way.
        for state in RunState.allCases where state.isTerminal { #expect(ends[state, default: 0] > 100, "\(state): \(ends)") }
        #expect(crashes > Self.historiesPerLane / 4)
        #expect(waits > 1_000 && deadLetters > 100, "\(waits) waits, \(deadLetters) dead letters")
    }

    @Test("from every state, a cancellation ends the run", arguments: 0..<8)
    func cancellation(lane: Int) throws {
        for number in 0..<2_000 {
            var run = SimulatedRun(definition: Self.workflow(seed: UInt64(number % 50)), seed: UInt64(lane * 2_000 + number))
            #expect(try run.playToCancellation().isTerminal)
        }
    }

    /// One to five steps, each depending on a random few before it, with random policies.
    static func workflow(seed: UInt64) -> WorkflowDefinition {
        var random = SeededGenerator(seed: seed)
        return .make((0..<Int.random(in: 1...5, using: &random)).map { position in
            (
                (0..<position).filter { _ in Bool.random(using: &random) },
                RetryPolicy(
                    maxAttempts: Int.random(in: 1...4, using: &random), initialDelay: .milliseconds(Int.random(in: 0...2_000, using: &random)),
                    maxDelay: .seconds(10), backoff: RetryPolicy.Backoff.allCases.randomElement(using: &random) ?? .constant),
                Int.random(in: 0..<4, using: &random) == 0 ? .continue : .fail,
                Int.random(in: 0..<4, using: &random) == 0 ? .retry : .fail
            )
        })
    }
}
