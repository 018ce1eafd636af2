import Engine
import Identity
import Model
import PatchbayJSON
import Storage
import Testing

@Suite("A plan's limits", .timeLimit(.minutes(2)))
struct QuotaTests {
    /// How many of so many concurrent attempts are let through; what fails otherwise fails the test.
    private func passed(of attempts: Int, _ attempt: @escaping @Sendable () async throws -> Void) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<attempts {
                group.addTask {
                    do {
                        try await attempt()
                        return true
                    } catch is QuotaExceeded {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test("let exactly so many workflows be made at once, and another in place of one that is deleted")
    func workflows() async throws {
        try await withEngine { engine in
            try await engine.limit(workflows: 3)
            let (store, workspace) = (engine.workflows, engine.workspace)
            let document: JSON = ["name": "a", "steps": [["action": "t.x"]]]
            #expect(try await passed(of: 20) { _ = try await store.create(document, in: workspace) } == 3)
            let first = try #require(try await store.list(in: workspace).elements.first)
            try await store.delete(first.id, in: workspace)
            #expect(try await passed(of: 2) { _ = try await store.create(document, in: workspace) } == 1)
            let error = await #expect(throws: QuotaExceeded.self) { try await store.create(document, in: workspace) }
            #expect(error?.quota == .workflows)
            #expect(error?.plan == "test" && error?.limit == 3)
        }
    }

    @Test("let exactly so many runs be started at once, queued or driven at once, and retries go on")
    func runs() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.fail", "retry": ["max_attempts": 1]]])
            try await engine.limit(runs: 12)
            let failing = ActionPerformer { _ in AttemptReport(.failure(CallFailure(.permanent, "No."))) }
            // Two places, so that most runs queue in the database.
            try await engine.running(ExecutorConfiguration(maximumRuns: 2), performer: failing) { runs in
                let workspace = engine.workspace
                let started = try await passed(of: 30) {
                    _ = try await runs.start(workflow: workflow, in: workspace, input: .null)
                }
                #expect(started == 12)
                #expect(try await engine.database.rows(of: "runs") == 12)
                #expect(try await engine.database.rows(of: "run_payloads") == 12)
                let run = try #require(try await runs.list(in: workspace).elements.first)
                _ = try await runs.wait(for: run.id, in: workspace, .seconds(60))
                _ = try await runs.retry(run.id, in: workspace)
                #expect(try await runs.wait(for: run.id, in: workspace, .seconds(60)).attempts.count == 2)
                await #expect(throws: QuotaExceeded.self) {
                    try await runs.start(action: "x", of: "t", in: workspace, input: ActionInput(input: [:], connection: nil))
                }
            }
        }
    }
}
