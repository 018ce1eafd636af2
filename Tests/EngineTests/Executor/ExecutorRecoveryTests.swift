import Engine
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Testing
import Vault

@Suite("The executor, cut off")
struct ExecutorRecoveryTests {
    @Test("waits for a due time in the database, whatever happens to the executor meanwhile")
    func dueTimes() async throws {
        try await withEngine { engine in
            let clock = ManualClock()
            let workflow = try await engine.workflow([["action": "t.x", "retry": ["max_attempts": 2, "initial_delay_ms": 7_200_000, "max_delay_ms": 7_200_000]]])
            let performer = ActionPerformer { AttemptReport($0.attempt == 1 ? .failure(CallFailure(.retry, "Later.")) : .output([0x31])) }
            let parked = Gate()
            let id = try await engine.running(clock: clock.engine, performer: performer) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                while try await runs.get(id, in: engine.workspace).run.state != .waiting { await Task.yield() }
                parked.open()
                return id
            }
            let detail = try await engine.running(clock: clock.engine, performer: performer) { runs in
                #expect(try await runs.get(id, in: engine.workspace).run.state == .waiting)
                async let end = runs.wait(for: id, in: engine.workspace, .seconds(1_000_000))
                clock.advance(by: .seconds(3_601))
                return try await end
            }
            #expect(detail.run.state == .succeeded && detail.attempts.count == 2)
        }
    }

    @Test("takes up a run that was cut off, without repeating the step that was recorded")
    func crash() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["id": "one", "action": "t.x"], ["id": "two", "action": "t.x"]])
            let log = CallLog()
            let (reached, never) = (Gate(), Gate())
            let stuck = ActionPerformer.logging(log) { call in
                guard call.step.id == "two" else { return .output([0x31]) }
                reached.open()
                await never.wait()
                return .failure(CallFailure(.retry, "cut off"))
            }
            let id = try await engine.running(performer: stuck) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                await reached.wait()
                return id
            }
            let detail = try await engine.running(performer: .logging(log) { _ in .output([0x32]) }) {
                try await $0.wait(for: id, in: engine.workspace, .seconds(30))
            }
            #expect(log.steps == ["one", "two", "two"])
            #expect(detail.run.state == .succeeded)
            #expect(detail.attempts.map(\.state) == [.succeeded, .lost, .succeeded])
            #expect(Set(log.all.filter { $0.step.id == "two" }.map(\.idempotencyKey)).count == 1)
        }
    }

    @Test("does not repeat what was sent before it was cut off, unless the step says so", arguments: [
        ("fail", RunState.inDoubt, [AttemptState.inDoubt]), ("retry", .succeeded, [.lost, .succeeded]),
    ])
    func crashAfterSent(policy: String, state: RunState, attempts: [AttemptState]) async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x", "in_doubt": .string(policy), "input": ["a": "{{a}}"]]])
            let (sent, never) = (Gate(), Gate())
            let sending = ActionPerformer { call in
                guard (try? await call.willSend()) != nil else { return AttemptReport(.failure(CallFailure(.retry, "not sent"))) }
                sent.open()
                await never.wait()
                return AttemptReport(.failure(CallFailure(.retry, "cut off")), mayHaveActed: true)
            }
            let id = try await engine.running(performer: sending) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: ["a": 1]).run.id
                await sent.wait()
                let running = try await runs.get(id, in: engine.workspace)
                #expect(running.attempts.map(\.state) == [.sent])
                #expect(running.attempts[0].input == ["a": 1])
                return id
            }
            let detail = try await engine.running(performer: .echo) {
                try await $0.wait(for: id, in: engine.workspace, .seconds(30))
            }
            #expect(detail.run.state == state)
            #expect(detail.attempts.map(\.state) == attempts)
            if state == .inDoubt {
                #expect(detail.run.errorClass == "in_doubt")
                #expect(detail.attempts[0].error?["message"]?.string?.hasPrefix("Whether the action took effect is not known") == true)
                #expect(detail.attempts[0].input == ["a": 1])
            }
        }
    }

    @Test("stops between two steps on graceful shutdown, and the next executor goes on there")
    func park() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["id": "one", "action": "t.x"], ["id": "two", "action": "t.x"]])
            let log = CallLog()
            let reached = Gate()
            let performer = ActionPerformer.logging(log) { call in
                reached.open()
                if call.step.id == "one" { try? await gracefulShutdown() }
                return .output([0x31])
            }
            let (executor, runs) = engine.host(performer: performer)
            let group = ServiceGroup(services: [executor], logger: .init(label: "test"))
            let id = try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                await reached.wait()
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return id
            }
            #expect(log.steps == ["one"])
            #expect(try await runs.get(id, in: engine.workspace).run.state == .waiting)
            let detail = try await engine.running(performer: performer) { try await $0.wait(for: id, in: engine.workspace, .seconds(30)) }
            #expect(detail.run.state == .succeeded && log.steps == ["one", "two"])
        }
    }
}
