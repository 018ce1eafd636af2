import Engine
import Logging
import Model
import PatchbayJSON
import PluginHost
import Storage
import Testing

@Suite("A new build of a connector")
struct ConnectorUpgradesTests {
    /// What `send` takes, and how it is declared.
    private static func manifest(_ version: String, id: String = "send", more: JSONObject = [:], input: JSON) throws -> Manifest {
        var action: JSONObject = ["id": .string(id), "name": "Send", "auth": .array([]), "input": input]
        for (key, value) in more { action[key] = value }
        return try Manifest([
            "manifest_version": 1, "id": "chat", "name": "Chat", "version": .string(version), "aliases": ["talk"], "actions": [.object(action)],
        ])
    }

    private static let old: JSON = [
        "type": "object", "additionalProperties": false, "required": ["text"],
        "properties": ["text": ["type": "string"], "channel": ["type": "string"]],
    ]

    /// Lets the connector serve as `1.4.0`, saves a workflow of the step, and lets it serve as `2.0.0`.
    private static func upgraded(
        to new: Manifest, step: JSON, _ body: (EngineFixture, ConnectorUpgrades, WorkflowID) async throws -> Void
    ) async throws {
        try await withEngine { engine in
            let upgrades = engine.upgrades()
            await upgrades.note(try manifest("1.4.0", input: old))
            let workflow = try await engine.workflow(.array([step]))
            await upgrades.note(new)
            try await body(engine, upgrades, workflow)
        }
    }

    @Test("is compared with the workflows, and each step that does not fit is told with what has changed", arguments: [
        (
            #"{"type":"object","required":["text","channel"],"properties":{"text":{"type":"string"},"channel":{"type":"string"}}}"#,
            #"{"action":"chat.send","input":{"text":"{{a}}"}}"#, "/steps/0/input",
            "The action send of chat 2.0.0 needs 'channel', which step_1 does not give; it was optional in 1.4.0."
        ),
        (
            #"{"type":"object","required":["text","team"],"properties":{"text":{"type":"string"},"team":{"type":"string"}}}"#,
            #"{"id":"tell","action":"talk.send","config":{"text":"hi"}}"#, "/steps/0/config",
            "The action send of chat 2.0.0 needs 'team', which tell does not give; 1.4.0 did not have it."
        ),
        (
            #"{"type":"object","properties":{"text":{"type":"string","maxLength":1}}}"#,
            #"{"action":"chat.send","input":{"text":"hi"}}"#, "/steps/0/input/text",
            "'text' must be at most 1 character long. That is new in chat 2.0.0; step_1 fitted 1.4.0."
        ),
    ])
    func affected(input: String, step: String, path: String, message: String) async throws {
        let new = try Self.manifest("2.0.0", input: try JSON.parse(input))
        try await Self.upgraded(to: new, step: try JSON.parse(step)) { engine, upgrades, workflow in
            let affected = try await upgrades.affected(by: new, in: engine.workspace)
            #expect(affected.map(\.workflow) == [workflow])
            #expect(affected.map(\.path) == [path])
            #expect(affected.map(\.message) == [message])
            let definition = try await engine.workflows.definition(workflow, version: 1)
            #expect(await upgrades.explanation(of: definition.steps[0], by: new) == message)
        }
    }

    @Test("that lost an action says which build had it")
    func lostAction() async throws {
        let new = try Self.manifest("2.0.0", id: "post", input: Self.old)
        try await Self.upgraded(to: new, step: ["action": "chat.send", "input": ["text": "hi"]]) { engine, upgrades, _ in
            let affected = try await upgrades.affected(by: new)
            #expect(affected.map(\.path) == ["/steps/0/action"])
            #expect(affected.map(\.message) == ["chat 2.0.0 has no action 'send', which step_1 uses; 1.4.0 had it."])
        }
    }

    @Test("that kept the old names as aliases affects nothing")
    func aliases() async throws {
        let new = try Self.manifest("2.0.0", id: "post", more: ["aliases": ["send"]], input: [
            "type": "object", "required": ["body"], "properties": ["body": ["type": "string", "x-aliases": ["text"]]],
        ])
        try await Self.upgraded(to: new, step: ["action": "chat.send", "input": ["text": "hi"]]) { _, upgrades, _ in
            let affected = try await upgrades.affected(by: new)
            #expect(affected.isEmpty)
        }
    }

    @Test("affects neither a disabled workflow nor another workspace's view")
    func others() async throws {
        let new = try Self.manifest("2.0.0", id: "post", input: Self.old)
        try await Self.upgraded(to: new, step: ["action": "chat.send", "input": ["text": "hi"]]) { engine, upgrades, workflow in
            #expect(try await upgrades.affected(by: new, in: WorkspaceID()).isEmpty)
            _ = try await engine.workflows.setEnabled(workflow, in: engine.workspace, false)
            #expect(try await upgrades.affected(by: new).isEmpty)
        }
    }

    @Test("is blamed for nothing that no build allowed")
    func neverFitted() async throws {
        let new = try Self.manifest("2.0.0", input: Self.old)
        try await Self.upgraded(to: new, step: ["action": "chat.send"]) { engine, upgrades, workflow in
            #expect(try await upgrades.affected(by: new).map(\.message) == ["The action send needs the field 'text'."])
            let definition = try await engine.workflows.definition(workflow, version: 1)
            #expect(await upgrades.explanation(of: definition.steps[0], by: new) == nil)
        }
    }

    @Test("is remembered over a restart, and so is the last build that fitted, whatever came in between")
    func history() async throws {
        let strict = #"{"type":"object","required":["text","channel"],"properties":{"text":{},"channel":{"title":"TITLE"}}}"#
        let new = try Self.manifest("2.0.0", input: try JSON.parse(strict))
        try await Self.upgraded(to: new, step: ["action": "chat.send", "input": ["text": "hi"]]) { engine, _, _ in
            let upgrades = engine.upgrades()
            for number in 1...3 {
                let next = try Self.manifest("2.0.\(number)", input: try JSON.parse(strict))
                await upgrades.note(next)
                #expect(try await upgrades.affected(by: next).first?.message.hasSuffix("it was optional in 1.4.0.") == true)
            }
        }
    }
}

extension EngineFixture {
    /// With no plugins of its own: tests say what serves.
    fileprivate func upgrades() -> ConnectorUpgrades {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return ConnectorUpgrades(
            database: database, workflows: workflows, plugins: PluginHost(configuration: .init(folder: database.folder), logger: logger),
            logger: logger)
    }
}
