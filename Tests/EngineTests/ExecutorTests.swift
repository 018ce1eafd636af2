import Engine
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Testing
import Vault

@Suite("The executor")
struct ExecutorTests {
    static let soon: JSON = ["max_attempts": 3, "initial_delay_ms": 1, "max_delay_ms": 1]

    @Test("runs steps in order, each seeing what those before gave, and records it all")
    func chain() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([
                ["id": "one", "action": "t.echo", "input": ["name": "{{customer}}"]],
                ["id": "two", "action": "t.echo", "input": ["greeting": "Hello {{steps.one.output.name}}", "run": "{{run.id}}"]],
            ])
            let detail = try await engine.running(performer: .echo) {
                try await $0.start(workflow: workflow, in: engine.workspace, input: ["customer": "Ada"], wait: .seconds(30))
            }
            #expect(detail.run.state == .succeeded)
            #expect(detail.attempts.map(\.step) == ["one", "two"])
            #expect(detail.attempts[0].input == ["name": "Ada"])
            #expect(detail.output == ["greeting": "Hello Ada", "run": .string(detail.run.id.text)])
            #expect(detail.trigger == ["body": ["customer": "Ada"]])
            #expect(detail.run.finishedAt != nil && detail.run.dueAt == nil)
        }
    }

    @Test("runs one action as a run of its own, its input taken literally")
    func oneAction() async throws {
        try await withEngine { engine in
            let log = CallLog()
            let input: JSON = ["text": "{{not.a.template}}"]
            let detail = try await engine.running(performer: .logging(log) { .output($0.input.bytes()) }) {
                try await $0.start(
                    action: "send", of: "slack", in: engine.workspace,
                    input: ActionInput(input: input, connection: .number(2), timeout: .seconds(5)), wait: .seconds(30))
            }
            #expect(detail.output == input)
            let call = try #require(log.all.first)
            #expect(call.step.connector == "slack" && call.step.action == "send" && call.step.connection == .number(2))
            #expect(call.step.timeout == .seconds(5))
        }
    }

    @Test("tries again with the same idempotency key and shows every attempt")
    func retries() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.flaky", "retry": Self.soon]])
            let log = CallLog()
            let performer = ActionPerformer.logging(log) { call in
                call.attempt < 3 ? .failure(CallFailure(.retry, "Not yet.", providerStatus: 503)) : .output(Array("true".utf8))
            }
            let detail = try await engine.running(performer: performer) {
                try await $0.start(workflow: workflow, in: engine.workspace, input: .null, wait: .seconds(30))
            }
            #expect(detail.attempts.map(\.state) == [.failed, .failed, .succeeded])
            #expect(detail.attempts.map(\.errorClass) == ["retry", "retry", nil])
            #expect(detail.attempts[0].error == ["class": "retry", "message": "Not yet.", "provider_status": 503])
            #expect(detail.attempts[0].nextRetryAt != nil)
            #expect(Set(log.all.map(\.idempotencyKey)) == ["\(detail.run.id)-step_1"])
        }
    }

    @Test("fails a run whose template names what is not there, with the sentence in its attempt")
    func missingPath() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.echo", "input": ["a": ["{{custmer}}"]]]])
            let detail = try await engine.running(performer: .echo) {
                try await $0.start(workflow: workflow, in: engine.workspace, input: ["customer": 1], wait: .seconds(30))
            }
            #expect(detail.run.state == .failed && detail.run.errorClass == "invalid_input")
            #expect(detail.attempts[0].error?["message"] == "Field /a/0: 'custmer' does not exist; did you mean 'customer'?")
        }
    }

    @Test("lets a later step read the error of one that may fail")
    func continues() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([
                ["id": "may", "action": "t.fail", "on_error": "continue"],
                ["id": "then", "action": "t.echo", "input": ["why": "{{steps.may.error.message}}", "state": "{{steps.may.state}}"]],
            ])
            let performer = ActionPerformer { call in
                AttemptReport(call.step.action == "fail" ? .failure(CallFailure(.permanent, "No.")) : .output(call.input.bytes()))
            }
            let detail = try await engine.running(performer: performer) {
                try await $0.start(workflow: workflow, in: engine.workspace, input: .null, wait: .seconds(30))
            }
            #expect(detail.run.state == .succeeded)
            #expect(detail.output == ["why": "No.", "state": "failed"])
        }
    }

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

    @Test("answers after the asked time when the run takes longer")
    func waitTimesOut() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"]])
            let never = Gate()
            let performer = ActionPerformer { _ in
                await never.wait()
                return AttemptReport(.output([0x31]))
            }
            try await engine.running(performer: performer) { runs in
                let detail = try await runs.start(workflow: workflow, in: engine.workspace, input: .null, wait: .milliseconds(20))
                #expect(!detail.run.state.isTerminal)
            }
        }
    }

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
