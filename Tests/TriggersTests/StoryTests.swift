import Engine
import Model
import PatchbayJSON
import TestSupport
import Testing
import Triggers

@Suite("From a webhook to a provider")
struct StoryTests {
    @Test("the request is made with the credential, and is on record without it")
    func whole() async throws {
        try await WholeHost.with(provider: { $1.respond(text: "received") }) { whole in
            try await whole.post(through: "send")
            let detail = try await whole.order(7)
            #expect(detail.run.state == .succeeded)
            #expect(detail.output?["text"] == "received")

            let request = try #require(whole.provider.requests.first)
            #expect(whole.provider.requests.count == 1)
            #expect(request["authorization"] == "Bearer " + WholeHost.canary)
            #expect(request["traceparent"]?.contains(detail.run.header.traceID) == true)
            #expect(try JSON.parse(request.body) == ["order": 7])

            let attempt = try #require(detail.attempts.first)
            #expect(attempt.sentAt != nil, "it was on record before it left, since it is not safe to repeat")
            #expect(attempt.journal?["exchanges"]?[0]?["status"] == 200)
            #expect(attempt.journal?["log"]?[0]?["level"] == "info")
            #expect(attempt.journal?.text().contains(WholeHost.canary) == false)
        }
    }

    @Test("a provider that never answers leaves the run in doubt and is not asked again")
    func silence() async throws {
        try await WholeHost.with(provider: { $1.close() }) { whole in
            try await whole.post(through: "send")
            let detail = try await whole.order(1)
            #expect(detail.run.state == .inDoubt)
            #expect(detail.attempts.map(\.state) == [.inDoubt])
            #expect(whole.provider.requests.count == 1)
        }
    }

    @Test("a provider that takes an idempotency key is asked again with the same one")
    func idempotencyKey() async throws {
        try await WholeHost.with(provider: { request, connection in
            if request.connection == 1 { connection.close() } else { connection.respond(text: "received") }
        }) { whole in
            try await whole.post(through: "send_once", step: ["retry": ["max_attempts": 3, "initial_delay_ms": 1]])
            let detail = try await whole.order(1)
            #expect(detail.run.state == .succeeded)
            #expect(detail.attempts.allSatisfy { $0.sentAt == nil })
            let keys = whole.provider.requests.map { $0["idempotency-key"] }
            #expect(keys.count >= 2)
            #expect(Set(keys) == ["\(detail.run.id)-post"])
        }
    }

    @Test("a run of one action takes the same way")
    func oneAction() async throws {
        try await WholeHost.with(provider: { $1.respond(text: "received") }) { whole in
            try await whole.post(through: "send")
            let origin = "http://127.0.0.1:\(whole.provider.port)"
            let detail = try await whole.host.runs.start(
                action: "send", of: "relay", in: whole.fixture.workspace,
                input: ActionInput(input: ["request": ["url": .string(origin + "/me"), "auth": true]], connection: .number(1)), wait: .seconds(60))
            #expect(detail.output?["text"] == "received")
            #expect(detail.attempts.first?.sentAt == nil, "reading is safe to repeat")
        }
    }
}
