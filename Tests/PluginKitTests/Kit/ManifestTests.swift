import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct ManifestTests {
    @Test func `The manifest has what every manifest must have, and each declaration in its place`() throws {
        let manifest = try TestPlugin(Probe()).manifest
        #expect(manifest["manifest_version"] == 1)
        #expect(manifest["id"] == "probe")
        #expect(manifest["name"] == "Probe")
        #expect(manifest["version"] == "1.2.3")
        #expect(manifest["hosts"] == [["host": "api.example.org"], ["host": "*.example.net", "port": 8443]])
        #expect(manifest["limits"] == ["concurrency": 4, "timeout_ms": 5000, "memory_mb": 64])
        #expect(manifest["rate_limits"]?.array?.count == 2)
        #expect(manifest["auth"]?.array?.map { $0["kind"]?.string } == ["none", "bearer", "api_key", "basic", "url_secret", "oauth2"])
        #expect(manifest["actions"]?.array?.map { $0["id"]?.string } == ["fill", "call", "get", "throw", "surprise"])
        #expect(manifest[pointer: "/actions/0/hints"] == ["read_only": true, "idempotent": true])
        #expect(manifest[pointer: "/actions/0/auth"] == [])
        #expect(manifest[pointer: "/triggers/1/subscribes"] == true)
    }

    @Test func `A secret is marked as one, and its place is a placeholder`() throws {
        let manifest = try TestPlugin(Probe()).manifest
        let token = try #require(manifest[pointer: "/auth/1"])
        #expect(token[pointer: "/fields/properties/token/x-secret"] == true)
        #expect(token[pointer: "/fields/properties/region/x-secret"] == nil)
        #expect(token[pointer: "/fields/required"] == ["token"])
        #expect(token[pointer: "/apply/headers/Authorization"] == "Bearer {{secret:token}}")
        #expect(manifest[pointer: "/auth/3/apply/basic"] == ["username": "{{field:user}}", "password": "{{secret:password}}"])
        #expect(manifest[pointer: "/auth/4/apply/url"] == "{{secret:url}}")
    }

    @Test func `Two declarations with one id are refused with the reason in the log`() {
        let host = TestHost()
        #expect(throws: TestPlugin.Refusal.self) { try TestPlugin(Twins(), host: host) }
        #expect(host.lines == ["The connector “twins” cannot be loaded: There are two declarations of the action “one”."])
    }

    @Test func `A choice without cases is refused`() {
        let host = TestHost()
        #expect(throws: TestPlugin.Refusal.self) { try TestPlugin(Choiceless(), host: host) }
        #expect(host.lines.first?.contains("has no cases to choose from") == true)
    }

    @Test func `A host that is older than the ABI, or absent, is refused`() {
        #expect(unsafe export(Probe(), to: nil) == nil)
        #expect(unsafe export(Probe(), to: TestHost().table(size: 8)) == nil)
    }
}

private struct Twins: Connector {
    let about = About("twins", "Twins", version: "1.0.0")

    var actions: [Action] {
        Action("one", "One") { (_: NoInput, _) in .null }
        Action("one", "Another") { (_: NoInput, _) in .null }
    }
}

private struct Choiceless: Connector {
    let about = About("choiceless", "Choiceless", version: "1.0.0")

    enum Nothing: String, Choice {
        case impossible
        static let allCases: [Nothing] = []
    }

    struct Pick: Form {
        let nothing: Nothing
        init(_ field: inout Fields) throws { nothing = try field("nothing", "Nothing") }
    }

    var actions: [Action] {
        Action("pick", "Pick") { (_: Pick, _) in .null }
    }
}
