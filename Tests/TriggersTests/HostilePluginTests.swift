import Engine
import Glibc
import Model
import PatchbayJSON
import TestSupport
import Testing
import Triggers

@Suite("A run whose plugin is hostile")
struct HostilePluginTests {
    private func with(_ body: (WholeHost) async throws -> Void) async throws {
        try await WholeHost.with(provider: { $1.close() }, plugins: { try HostilePlugin.install(in: $0) }, body)
    }

    @Test("is tried again as its policy says, and then fails with what the plugin did", arguments: [
        ("abort", "The plugin crashed: Aborted (SIGABRT)"), ("exit", "The plugin ended its process (exit code 0)"),
        ("send-garbage", "The plugin's worker broke the protocol and was killed."),
    ])
    func fails(words: String, sentence: String) async throws {
        try await with { whole in
            let detail = try await whole.ask(words, ["retry": ["max_attempts": 3, "initial_delay_ms": 1]])
            #expect(detail.run.state == .failed)
            #expect(detail.attempts.map(\.errorClass) == ["retry", "retry", "retry"])
            #expect(detail.attempts.allSatisfy { $0.error?["message"]?.string?.hasPrefix(sentence) == true }, "\(detail.attempts.map(\.error))")
            #expect(try await whole.ask("hello", ["retry": ["max_attempts": 9, "initial_delay_ms": 100]]).output == "hello")
        }
    }

    @Test("fails at once when its answer is a small text and a large tree, since no second try would mend that")
    func bomb() async throws {
        try await with { whole in
            let detail = try await whole.ask("answer-bomb [ [],")
            #expect(detail.run.state == .failed)
            #expect(detail.attempts.map(\.errorClass) == ["bug"])
            #expect(detail.attempts.first?.error?["message"]?.string?.contains("holds more than 1048576 values") == true)
        }
    }

    @Test("and holds its call does not keep others from ending; new ones go to a fresh worker, and the stuck one is ended")
    func deadlock() async throws {
        try await with { whole in
            let process = try await whole.ask("process").output?.string
            async let one = whole.ask("later 2500")
            async let two = whole.ask("later 2500")
            let stuck = try await whole.ask("deadlock", ["timeout": "100ms"])
            #expect(stuck.run.state == .failed)
            #expect(stuck.attempts.last?.error?["message"] == "The plugin did not answer in time.")
            #expect(try await whole.ask("process").output?.string != process)
            for other in try await [one, two] {
                #expect(other.run.state == .succeeded)
                #expect(other.output?.string == process)
            }
            let id = try #require(process.flatMap { pid_t($0) })
            while kill(id, 0) == 0 { await Task.yield() }
        }
    }
}

extension WholeHost {
    /// Lets the hostile plugin do something, in a workflow of one step, and waits for the run's end.
    fileprivate func ask(_ words: String, _ more: JSONObject = [:]) async throws -> RunDetail {
        var step: JSONObject = ["action": "hostile.do", "input": ["words": .string(words)], "retry": ["max_attempts": 1]]
        for (key, value) in more { step[key] = value }
        let workflow = try await fixture.workflows.create(
            ["name": "ask", "trigger": ["type": "manual"], "steps": [.object(step)]], in: fixture.workspace)
        return try await host.runs.start(workflow: workflow.id, in: fixture.workspace, input: .null, wait: .seconds(60))
    }
}
