import Engine
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Testing
import Vault

@Suite("The executor under load")
struct ExecutorLoadTests {
    @Test("shares a queue with another executor: each run is performed once")
    func twoExecutors() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"]])
            let log = CallLog()
            let performer = ActionPerformer.logging(log) { .output($0.input.bytes()) }
            // No executor runs yet, so all of them queue in the database.
            let (_, runs) = engine.host(performer: performer)
            var ids: [RunID] = []
            for _ in 0..<100 { ids.append(try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id) }
            try await engine.running(ExecutorConfiguration(owner: "a", maximumRuns: 3), performer: performer) { first in
                try await engine.running(ExecutorConfiguration(owner: "b", maximumRuns: 3), performer: performer) { _ in
                    for id in ids {
                        // Either host may end it, so this one's notice may never come.
                        while try await !first.wait(for: id, in: engine.workspace, .milliseconds(5)).run.state.isTerminal {}
                    }
                }
            }
            #expect(log.all.count == 100 && Set(log.all.map(\.idempotencyKey)).count == 100)
        }
    }

    @Test("runs more than it has places for, queueing the rest in the database")
    func overload() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"], ["action": "t.x"]])
            try await engine.running(ExecutorConfiguration(maximumRuns: 4), performer: .echo) { runs in
                try await withThrowingTaskGroup(of: RunState.self) { group in
                    for _ in 0..<200 {
                        group.addTask { try await runs.start(workflow: workflow, in: engine.workspace, input: .null, wait: .seconds(60)).run.state }
                    }
                    for try await state in group { #expect(state == .succeeded) }
                }
            }
        }
    }
}
