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
}
