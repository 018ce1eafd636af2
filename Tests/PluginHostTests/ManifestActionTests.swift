import Model
import PatchbayJSON
import PluginHost
import Testing

@Suite("An action of a manifest")
struct ManifestActionTests {
    @Test("is disabled, not the plugin refused, when it names what this host does not know", arguments: [
        (["pagination": ["kind": "magic", "cursor": "/next", "field": "page"]], "This host does not know the kind \"magic\", only \"cursor\"."),
        (["auth": ["passkey"]], "'auth' names the scheme \"passkey\", which the manifest does not declare."),
    ] as [(JSONObject, String)])
    func disabled(members: JSONObject, reason: String) throws {
        let manifest = try Manifest(ManifestSample.action(members))
        #expect(manifest.action("send")?.disabledReason == reason)
    }

    @Test("is disabled with the only scheme it works with")
    func disabledScheme() throws {
        let schemes: JSON = [["id": "keys", "kind": "quantum", "name": "Keys"], ["id": "none", "kind": "none", "name": "No sign-in"]]
        let manifest = try Manifest(ManifestSample.action(["auth": ["keys"]], beside: ["auth": schemes]))
        #expect(manifest.scheme("keys")?.disabledReason?.hasPrefix("This host does not know the kind \"quantum\"") == true)
        #expect(manifest.action("send")?.disabledReason == "This host can use none of the schemes that 'auth' names.")
        let other = try Manifest(ManifestSample.action([:], beside: ["auth": schemes]))
        #expect(other.action("send")?.disabledReason == nil)
        #expect(other.action("send")?.schemes == ["none"])
    }

    @Test("works with all schemes, with those it names, or without a connection", arguments: [
        (nil, ["token", "none"]), (["none"], ["none"]), ([], []),
    ] as [(JSON?, [String])])
    func schemes(auth: JSON?, expected: [String]) throws {
        let schemes: JSON = [["id": "token", "kind": "custom", "name": "Token"], ["id": "none", "kind": "none", "name": "No sign-in"]]
        var members: JSONObject = [:]
        members["auth"] = auth
        let manifest = try Manifest(ManifestSample.action(members, beside: ["auth": schemes]))
        let action = try #require(manifest.action("send"))
        #expect(manifest.schemes(for: action).map(\.id) == expected)
        #expect(action.needsConnection == !expected.isEmpty)
    }

    @Test("takes fields by their old names, at every depth", arguments: [
        (["message": "hi"], ["text": "hi"]),
        (["text": "hi"], ["text": "hi"]),
        (["message": "old", "text": "new"], ["message": "old", "text": "new"]),
        (["to": [["address": "a"], ["mail": "b"]]], ["to": [["mail": "a"], ["mail": "b"]]]),
        (["recipients": [["address": "a"]]], ["to": [["mail": "a"]]]),
        (["else": [["address": "a"]]], ["else": [["address": "a"]]]),
        ("text", "text"),
    ] as [(JSON, JSON)])
    func aliases(input: JSON, expected: JSON) throws {
        let form = ManifestSample.form([
            "text": ["type": "string", "x-aliases": ["message"]],
            "to": ["type": "array", "x-aliases": ["recipients"], "items": ManifestSample.form(["mail": ["x-aliases": ["address"]]])],
        ])
        let action = try #require(try Manifest(ManifestSample.action(["input": form])).action("send"))
        #expect(action.normalise(input) == expected)
    }

    @Test("checks its input and compares its answer")
    func checks() throws {
        let input: JSON = ["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"], "additionalProperties": false]
        let action = try #require(try Manifest(ManifestSample.action(["input": input, "output": ["type": "string"]])).action("send"))
        #expect(action.check(["text": "hi"]).isEmpty)
        #expect(action.check(["text": 1]).map(\.pointer) == [JSONPointer(["text"])])
        #expect(action.check([:]).count == 1)
        #expect(action.check(["text": "hi", "loud": true]).count == 1)
        #expect(action.mismatches(of: "sent").isEmpty)
        #expect(action.mismatches(of: 1).count == 1)
    }

    @Test("knows which fields its form needs, and whose choices are asked for")
    func fields() throws {
        let input: JSON = ["type": "object", "properties": ["channel": ["x-options": ["dynamic": true]], "text": [:]], "required": ["text"]]
        let fields = try #require(try Manifest(ManifestSample.action(["input": input])).action("send")).input.fields
        #expect(fields.map(\.id) == ["channel", "text"])
        #expect(fields.map(\.isRequired) == [false, true])
        #expect(fields.map(\.hasDynamicOptions) == [true, false])
    }
}
