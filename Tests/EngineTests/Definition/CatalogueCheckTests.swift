import Engine
import PatchbayJSON
import PluginHost
import Testing

@Suite("A workflow held against the installed connectors")
struct CatalogueCheckTests {
    private static let manifest: JSON = [
        "manifest_version": 1, "id": "slack", "name": "Slack", "version": "1.0.0", "aliases": ["slack-old"],
        "actions": [[
            "id": "send_message", "name": "Send", "aliases": ["post"], "auth": .array([]),
            "input": [
                "type": "object", "additionalProperties": false, "required": ["text"],
                "properties": [
                    "text": ["type": "string", "maxLength": 5], "channel": ["type": "string", "x-aliases": ["room"]],
                ],
            ],
            "output": [
                "type": "object",
                "properties": [
                    "ts": ["type": "string"], "raw": ["type": "object"],
                    "parts": ["type": "array", "items": ["type": "object", "properties": ["id": [:]]]],
                    "open": ["type": "object", "properties": ["a": [:]], "additionalProperties": true],
                ],
            ],
        ]],
    ]

    @Test("is told what will not work", arguments: [
        (#"{"action":"slak.send_message"}"#, "/steps/0", "There is no connector 'slak' here; did you mean 'slack'?"),
        (#"{"action":"slack.send_mesage"}"#, "/steps/0/action", "The connector slack has no action 'send_mesage'; did you mean 'send_message'?"),
        (#"{"action":"slack.send_message","config":{"channel":"{{a}}"}}"#, "/steps/0/config", "The action send_message needs the field 'text'."),
        (#"{"action":"slack.send_message","input":{"text":"too long"}}"#, "/steps/0/input/text", "'text' must be at most 5 characters long."),
        (#"{"action":"slack.send_message","input":{"text":"{{a}}","chanel":"{{b}}"}}"#, "/steps/0/input", "The input must not have ‘chanel’, which is not known here."),
    ])
    func findings(step: String, pointer: String, message: String) throws {
        let check = CatalogueCheck([try Manifest(Self.manifest)])
        let document: JSON = ["name": "n", "steps": [try JSON.parse(step)]]
        #expect(check.findings(in: document) == [DefinitionIssue(pointer, message)])
    }

    @Test("is told of a path that an earlier step will not answer", arguments: [
        ("steps.a.output.tss", "The output of slack.send_message declares no 'tss'; did you mean 'ts'?"),
        ("steps.a.output.parts[0].it", "The output of slack.send_message declares no 'it'; did you mean 'id'?"),
        ("steps.a.ouput.ts", "A step has output, state, error, but no 'ouput'; did you mean 'output'?"),
        ("steps.a.output.ts", nil), ("steps.a.output.raw.whatever", nil), ("steps.a.output.open.b", nil), ("steps.a.output.parts[0].id", nil),
        ("steps.a.output", nil), ("steps.a.state", nil),
    ] as [(String, String?)])
    func outputs(path: String, message: String?) throws {
        let check = CatalogueCheck([try Manifest(Self.manifest)])
        let step: JSON = ["id": "a", "action": "slack.send_message", "input": ["text": "x"]]
        let next: JSON = ["action": "slack.send_message", "config": ["text": .string("{{\(path)}}")]]
        let expected = message.map { [DefinitionIssue("/steps/1/config/text", $0)] } ?? []
        #expect(check.findings(in: ["name": "n", "steps": [step, next]]) == expected)
    }

    @Test("is told what will not work beside what is wrong in itself", arguments: [
        (#"{"steps":[{"action":"slack.send_mesage"}]}"#, "/steps/0/action"),
        (#"{"name":"n","steps":[7,{"action":"slack.send_mesage"}]}"#, "/steps/1/action"),
        (#"{"name":"n","steps":[{"action":"slack.send_mesage","timeout":"soon"}]}"#, "/steps/0/action"),
        (#"{"name":"n","steps":[{"action":"slack.send_message","config":{"text":"{{x"}},{"action":"slak.x"}]}"#, "/steps/1"),
        (#"{"name":"n","steps":[{"action":"slack.send_message","input":{"text":"x"},"depends_on":["z"]},{"action":"slak.x"}]}"#, "/steps/1"),
    ])
    func besideErrors(text: String, pointer: String) throws {
        let document = try JSON.parse(text)
        #expect(throws: DefinitionError.self) { try WorkflowDefinition.parse(document) }
        #expect(CatalogueCheck([try Manifest(Self.manifest)]).findings(in: document).map(\.pointer) == [pointer])
    }

    @Test("is left in peace where it may work", arguments: [
        #"{"action":"slack.send_message","input":{"text":"hi"}}"#, #"{"action":"slack-old.post","input":{"text":"{{a}} {{b}}","room":"x"}}"#,
        #"{"action":"slack.send_message","input":{"text":"{{much.too.long}}","channel":"{{c}}"}}"#,
    ])
    func fine(step: String) throws {
        let check = CatalogueCheck([try Manifest(Self.manifest)])
        #expect(check.findings(in: ["name": "n", "steps": [try JSON.parse(step)]]).isEmpty)
    }
}
