import Engine
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Testing
import Vault

@Suite("The executor, asked to cancel")
struct CancellationTests {
    @Test("cancels a run in the middle of an attempt")
    func cancelRunning() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"], ["action": "t.x"]])
            let (reached, never) = (Gate(), Gate())
            let performer = ActionPerformer { _ in
                reached.open()
                await never.wait()
                return AttemptReport(.failure(CallFailure(.retry, "interrupted")))
            }
            try await engine.running(performer: performer) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                await reached.wait()
                #expect(try await runs.cancel(id, in: engine.workspace).isCancelling)
                let detail = try await runs.wait(for: id, in: engine.workspace, .seconds(30))
                #expect(detail.run.state == .cancelled && detail.attempts.map(\.state) == [.cancelled])
                await #expect(throws: RunError.alreadyEnded(.cancelled)) { try await runs.cancel(id, in: engine.workspace) }
            }
        }
    }

    @Test("cancels a run that waits for a retry at once")
    func cancelWaiting() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x", "retry": ["initial_delay_ms": 3_600_000, "max_delay_ms": 3_600_000]]])
            let performer = ActionPerformer { _ in AttemptReport(.failure(CallFailure(.retry, "Later."))) }
            try await engine.running(performer: performer) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                while try await runs.get(id, in: engine.workspace).run.state != .waiting { await Task.yield() }
                _ = try await runs.cancel(id, in: engine.workspace)
                #expect(try await runs.wait(for: id, in: engine.workspace, .seconds(30)).run.state == .cancelled)
            }
        }
    }
}
