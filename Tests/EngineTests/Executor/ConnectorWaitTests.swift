import Engine
import Model
import PatchbayJSON
import Testing

@Suite("The executor, when a connector is away")
struct ConnectorWaitTests {
    static let once: JSON = ["max_attempts": 1]

    /// Starts a run and returns once it waits for its connector.
    static func startWaiting(_ workflow: WorkflowID, _ runs: RunService, in engine: EngineFixture) async throws -> Run {
        let id = try await runs.start(workflow: workflow, in: engine.workspace, input: ["order": 7]).run.id
        return try await runs.current(id, in: engine.workspace) { $0.wait != nil }
    }

    @Test("parks the run, and lets it go on at once when the connector is back")
    func returns() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "slack.send", "input": ["order": "{{order}}"], "retry": Self.once]])
            let connectors = ConnectorSwitch(away: ["slack"])
            let echo = connectors.performer { AttemptReport(.output($0.input.bytes())) }
            try await engine.running(performer: echo, connectors: connectors.availability) { runs in
                let run = try await Self.startWaiting(workflow, runs, in: engine)
                #expect(run.state == .waiting && run.wait?.connector == "slack")
                #expect(run.wait.map { $0.endsAt - $0.startedAt } == .seconds(86_400))
                #expect(run.dueAt == run.wait?.endsAt)
                connectors.giveBack("slack")
                let detail = try await runs.wait(for: run.id, in: engine.workspace, .seconds(30))
                #expect(detail.run.state == .succeeded && detail.run.wait == nil)
                #expect(detail.output == ["order": 7])
                #expect(detail.attempts.map(\.state) == [.failed, .succeeded])
                #expect(detail.attempts[0].error?["class"] == "connector_unavailable")
                #expect(detail.attempts[0].input == ["order": 7])
            }
        }
    }

    @Test("keeps the run over the end of the host, with the deadline it had")
    func restarts() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "slack.send", "retry": Self.once]])
            let connectors = ConnectorSwitch(away: ["slack"])
            let echo = connectors.performer { AttemptReport(.output($0.input.bytes())) }
            let run = try await engine.running(performer: echo, connectors: connectors.availability) {
                try await Self.startWaiting(workflow, $0, in: engine)
            }
            try await engine.running(performer: echo, connectors: connectors.availability) { runs in
                let other = try await runs.start(workflow: try await engine.workflow([["action": "t.echo"]]), in: engine.workspace, input: .null, wait: .seconds(30))
                #expect(other.run.state == .succeeded, "the executor works")
                #expect(try await runs.current(run.id, in: engine.workspace).wait == run.wait)
            }
            connectors.giveBack("slack")
            let detail = try await engine.running(performer: echo, connectors: connectors.availability) {
                try await $0.wait(for: run.id, in: engine.workspace, .seconds(30))
            }
            #expect(detail.run.state == .succeeded && detail.attempts.count == 2)
        }
    }

    @Test("notices a return that nobody told of")
    func missed() async throws {
        try await withEngine { engine in
            let clock = ManualClock()
            let workflow = try await engine.workflow([["action": "slack.send"]])
            let connectors = ConnectorSwitch(away: ["slack"])
            let echo = connectors.performer { AttemptReport(.output($0.input.bytes())) }
            try await engine.running(clock: clock.engine, performer: echo, connectors: connectors.availability) { runs in
                let run = try await Self.startWaiting(workflow, runs, in: engine)
                connectors.giveBack("slack", silently: true)
                // Steps shorter than a lease: the run that goes on must stay with its executor.
                while try await runs.current(run.id, in: engine.workspace).state == .waiting { clock.advance(by: .seconds(10)) }
                #expect(try await runs.wait(for: run.id, in: engine.workspace, .seconds(30)).run.state == .succeeded)
            }
        }
    }

    @Test("works on other branches meanwhile, and tells a run that it holds of the return")
    func branches() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([
                ["id": "first", "action": "slack.send", "depends_on": []], ["id": "second", "action": "t.echo", "depends_on": []],
            ])
            let connectors = ConnectorSwitch(away: ["slack"])
            let (slackPerformed, never) = (Gate(), Gate())
            let performer = connectors.performer { call in
                if call.step.id == "first" { slackPerformed.open() } else { await never.wait() }
                return AttemptReport(.output([0x31]))
            }
            try await engine.running(performer: performer, connectors: connectors.availability) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
                while try await !runs.get(id, in: engine.workspace).attempts.contains(where: { $0.errorClass == "connector_unavailable" }) {
                    await Task.yield()
                }
                #expect(try await runs.current(id, in: engine.workspace).state == .running)
                connectors.giveBack("slack")
                await slackPerformed.wait()
                never.open()
                let detail = try await runs.wait(for: id, in: engine.workspace, .seconds(30))
                #expect(detail.run.state == .succeeded && detail.attempts.count == 3)
            }
        }
    }

    @Test("ends a run that waits when it is cancelled")
    func cancel() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "slack.send"]])
            let connectors = ConnectorSwitch(away: ["slack"])
            let echo = connectors.performer { AttemptReport(.output($0.input.bytes())) }
            try await engine.running(performer: echo, connectors: connectors.availability) { runs in
                let run = try await Self.startWaiting(workflow, runs, in: engine)
                _ = try await runs.cancel(run.id, in: engine.workspace)
                #expect(try await runs.wait(for: run.id, in: engine.workspace, .seconds(30)).run.state == .cancelled)
                #expect(try await runs.list(in: engine.workspace, RunFilter(waitsForConnector: true)).elements.isEmpty)
            }
        }
    }

    @Test("lets more runs go on than one look takes, each once")
    func crowd() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "slack.send"]])
            let connectors = ConnectorSwitch(away: ["slack"])
            let log = CallLog()
            let performer = connectors.performer { call in
                log.add(call)
                return AttemptReport(.output([0x31]))
            }
            try await engine.running(performer: performer, connectors: connectors.availability) { runs in
                let ids = try await withThrowingTaskGroup(of: RunID.self) { group in
                    for _ in 0..<1_200 { group.addTask { try await Self.startWaiting(workflow, runs, in: engine).id } }
                    return try await group.reduce(into: [RunID]()) { $0.append($1) }
                }
                connectors.giveBack("slack")
                for id in ids { #expect(try await runs.wait(for: id, in: engine.workspace, .seconds(60)).run.state == .succeeded) }
                #expect(log.all.count == 1_200 && Set(log.all.map(\.idempotencyKey)).count == 1_200)
            }
        }
    }
}
