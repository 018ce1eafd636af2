import Engine
import Model
import PatchbayJSON
import Testing

@Suite("A run whose connector stayed away")
struct DeadLetterTests {
    /// Plays until a run is a dead letter, then lets `body` go on.
    private static func withDeadLetter(
        of steps: JSON, _ body: (RunID, RunService, ConnectorSwitch, EngineFixture, CallLog) async throws -> Void
    ) async throws {
        try await withEngine { engine in
            let clock = ManualClock()
            let workflow = try await engine.workflow(steps)
            let connectors = ConnectorSwitch(away: ["slack"])
            let log = CallLog()
            let performer = connectors.performer { call in
                log.add(call)
                return AttemptReport(.output(call.input.bytes()))
            }
            try await engine.running(clock: clock.engine, performer: performer, connectors: connectors.availability) { runs in
                let run = try await ConnectorWaitTests.startWaiting(workflow, runs, in: engine)
                clock.advance(by: RunMachine.longestAbsence)
                _ = try await runs.wait(for: run.id, in: engine.workspace, .seconds(30))
                try await body(run.id, runs, connectors, engine, log)
            }
        }
    }

    @Test("is a dead letter that says why, and is found as one")
    func found() async throws {
        try await Self.withDeadLetter(of: [["action": "slack.send"]]) { id, runs, _, engine, _ in
            let detail = try await runs.get(id, in: engine.workspace)
            #expect(detail.run.state == .failed && detail.run.isDeadLetter)
            #expect(detail.attempts.map(\.errorClass) == ["connector_unavailable", "connector_unavailable"])
            let message = try #require(detail.attempts.last?.error?["message"]?.string)
            #expect(message.hasPrefix("The connector slack is away. The run waited for it"))
            #expect(try await runs.list(in: engine.workspace, RunFilter(errorClass: "connector_unavailable")).elements.map(\.id) == [id])
            #expect(try await runs.list(in: engine.workspace, RunFilter(waitsForConnector: true)).elements.isEmpty)
        }
    }

    @Test("goes on where it was when it is tried again and the connector is back")
    func retried() async throws {
        let steps: JSON = [["id": "one", "action": "t.echo", "input": ["a": "{{order}}"]], ["id": "two", "action": "slack.send", "input": ["b": "{{steps.one.output.a}}"]]]
        try await Self.withDeadLetter(of: steps) { id, runs, connectors, engine, log in
            connectors.giveBack("slack")
            #expect(try await runs.retry(id, in: engine.workspace).state == .queued)
            let detail = try await runs.wait(for: id, in: engine.workspace, .seconds(30))
            #expect(detail.run.state == .succeeded && detail.run.errorClass == nil)
            #expect(log.steps == ["one", "two"], "what succeeded is not repeated")
            #expect(detail.output == ["b": 7])
            #expect(detail.attempts.filter { $0.retriedAt != nil }.map(\.number) == [2])
            await #expect(throws: RunError.notFailed(.succeeded)) { try await runs.retry(id, in: engine.workspace) }
        }
    }

    @Test("waits anew when it is tried again while the connector is away")
    func waitsAnew() async throws {
        try await Self.withDeadLetter(of: [["action": "slack.send"]]) { id, runs, connectors, engine, _ in
            _ = try await runs.retry(id, in: engine.workspace)
            let run = try await runs.current(id, in: engine.workspace) { $0.wait != nil }
            #expect(run.wait.map { $0.endsAt - $0.startedAt } == .seconds(86_400))
            connectors.giveBack("slack")
            #expect(try await runs.wait(for: id, in: engine.workspace, .seconds(30)).run.state == .succeeded)
        }
    }

    @Test("leads on to the next step where the workflow says so")
    func continues() async throws {
        let steps: JSON = [
            ["id": "may", "action": "slack.send", "on_error": "continue"],
            ["id": "then", "action": "t.echo", "input": ["why": "{{steps.may.error.class}}"]],
        ]
        try await Self.withDeadLetter(of: steps) { id, runs, _, engine, _ in
            let detail = try await runs.get(id, in: engine.workspace)
            #expect(detail.run.state == .succeeded)
            #expect(detail.output == ["why": "connector_unavailable"])
        }
    }

    @Test("is another workspace's to nobody else")
    func tenancy() async throws {
        try await Self.withDeadLetter(of: [["action": "slack.send"]]) { id, runs, _, _, _ in
            await #expect(throws: RunError.notFound) { try await runs.retry(id, in: WorkspaceID()) }
        }
    }
}
