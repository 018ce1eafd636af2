import PatchbayJSON
import PluginHost
import Testing

@Suite("A manifest is refused")
struct ManifestProblemTests {
    @Test("with the place and a sentence", arguments: [
        ([], "", "A manifest is a JSON object."),
        (["id": "slack", "version": "1.0.0"], "", "'name' is missing; add it."),
        (ManifestSample.with(["name": 7]), "/name", "'name' must be a text."),
        (ManifestSample.with(["name": ""]), "/name", "'name' must not be empty."),
        (ManifestSample.with(["name": "Sl\0ck"]), "/name", "'name' must not contain U+0000."),
        (ManifestSample.with(["id": "Slack"]), "/id", "'id' must be lower-case letters, digits and '-', starting with a letter, 63 at most."),
        (ManifestSample.with(["id": .string(String(repeating: "a", count: 64))]), "/id", "'id' must be lower-case letters, digits and '-', starting with a letter, 63 at most."),
        (ManifestSample.with(["version": "1.0"]), "/version", "'version' must be a semantic version such as \"1.4.0\"."),
        (ManifestSample.with(["manifest_version": 2]), "/manifest_version", "The manifest is of version 2, this host reads version 1; update the host."),
        (ManifestSample.with(["requires": ["patchbay.teleport/1"]]), "/requires/0", "The plugin requires \"patchbay.teleport/1\", which this host does not have; update the host."),
        (ManifestSample.with(["keywords": ["chat", 1]]), "/keywords/1", "'keywords[1]' must be a text."),
        (ManifestSample.with(["actions": [:]]), "/actions", "'actions' must be a list."),
        (ManifestSample.with(["actions": ["send"]]), "/actions/0", "An object belongs here."),
        (ManifestSample.with(["hosts": .array(Array(repeating: ["host": "a.example"], count: 257))]), "/hosts", "'hosts' has 257 elements; this host takes 256 at most."),
        (ManifestSample.with(["limits": ["concurrency": 0]]), "/limits/concurrency", "'concurrency' must be a whole number, 1 or more."),
        (ManifestSample.with(["hosts": [["host": "https://slack.com"]]]), "/hosts/0/host", "A host is a name such as \"api.example.com\", \"*.\" and a name of two parts or more, or \"{connection}\"."),
        (ManifestSample.with(["hosts": [["host": "*.com"]]]), "/hosts/0/host", "A host is a name such as \"api.example.com\", \"*.\" and a name of two parts or more, or \"{connection}\"."),
        (ManifestSample.with(["hosts": [["host": "slack.com", "methods": ["get"]]]]), "/hosts/0/methods/0", "A method is written in capital letters, such as \"POST\"."),
        (ManifestSample.action(["id": "send-it"]), "/actions/0/id", "'id' must be lower-case letters, digits and '_', starting with a letter, 63 at most."),
        (ManifestSample.action(["input": ["type": "array"]]), "/actions/0/input", "A form is a JSON Schema of \"type\": \"object\"."),
        (ManifestSample.action(["input": ManifestSample.form(["text": ["minimun": 1]])]), "/actions/0/input/properties/text", "'minimun' is not supported."),
        (ManifestSample.action(["output": ["unevaluatedProperties": false]]), "/actions/0/output", "'unevaluatedProperties' is not supported."),
        (ManifestSample.action(["input": ManifestSample.form(["to": ["x-secret": "yes"]])]), "/actions/0/input/properties/to/x-secret", "'x-secret' must be true or false."),
        (ManifestSample.action(["input": ManifestSample.form(["to": ["x-aliases": ["cc"]], "cc": [:]])]), "/actions/0/input/properties/to", "The alias \"cc\" is the id or an alias of another field; take it out."),
        (ManifestSample.action(["pagination": ["kind": "cursor", "cursor": "next", "field": "page"]]), "/actions/0/pagination/cursor", "'cursor' must be a JSON Pointer such as \"/data/id\"."),
    ] as [(JSON, String, String)])
    func problems(json: JSON, pointer: String, message: String) throws {
        let error = try #require(throws: ManifestError.self) { try Manifest(json) }
        #expect(error.problems == [ManifestFinding(pointer, message)])
    }

    @Test("with everything that is wrong at once")
    func allProblems() throws {
        let error = try #require(throws: ManifestError.self) {
            try Manifest(["id": "Slack", "name": 7, "actions": [["id": "send"], ["id": "send", "name": "Send", "input": ["type": "object"]]]])
        }
        #expect(error.problems.map(\.pointer) == ["/id", "/name", "", "/actions/0", "/actions/0", "/actions/1/id"])
    }

    @Test("when one name stands for two things", arguments: ["id", "aliases"])
    func duplicates(key: String) throws {
        let action: JSONObject = ["id": "send", "name": "Send", "input": ["type": "object"]]
        var other = action
        if key == "aliases" { other = ["id": "post", "name": "Post", "input": ["type": "object"], "aliases": ["send"]] }
        let error = try #require(throws: ManifestError.self) { try Manifest(ManifestSample.with(["actions": [.object(action), .object(other)]])) }
        #expect(error.problems.map(\.pointer) == [key == "id" ? "/actions/1/id" : "/actions/1/aliases/0"])
    }

    @Test("with a hundred problems at most, however many there are")
    func bounded() throws {
        let error = try #require(throws: ManifestError.self) {
            try Manifest(ManifestSample.with(["actions": .array(Array(repeating: ["id": ""], count: 50_000))]))
        }
        #expect(error.problems.count == 100)
    }
}
