import PatchbayJSON
import PluginHost
import Testing

@Suite("A scheme of a manifest")
struct ManifestSchemeTests {
    private static let token = ManifestSample.form(["token": ["x-secret": true], "password": ["x-kind": "secret"], "region": ["type": "string"]])

    @Test("tells secret fields from those that a plugin is given")
    func fields() throws {
        let scheme = try #require(try Manifest(ManifestSample.scheme(["fields": Self.token])).scheme("token"))
        #expect(scheme.secretFields == ["token", "password"])
        #expect(scheme.plainFields == ["region"])
    }

    @Test("says where a credential goes, as data")
    func application() throws {
        let apply: JSON = ["headers": ["X-{{field:region}}": "Key {{secret:token}}!"], "query": ["r": "{{field:region}}"]]
        let scheme = try #require(try Manifest(ManifestSample.scheme(["fields": Self.token, "apply": apply])).scheme("token"))
        let header = try #require(scheme.application.headers.first)
        #expect(header.name.pieces == [.text("X-"), .field("region")])
        #expect(header.value.pieces == [.text("Key "), .secret("token"), .text("!")])
        #expect(header.value.filled(secret: { "<\($0)>" }, field: { _ in nil }) == "Key <token>!")
        #expect(scheme.application.query.first?.value.filled(secret: { $0 }, field: { _ in nil }) == nil)
    }

    @Test("of OAuth 2, or with one bearer token, needs not say where it goes")
    func usualApplication() throws {
        let form = ManifestSample.form(["pat": ["x-secret": true]])
        let bearer = try #require(try Manifest(ManifestSample.scheme(["kind": "bearer", "fields": form])).scheme("token"))
        #expect(bearer.application.headers.first?.value.pieces == [.text("Bearer "), .secret("pat")])
        let oauth2 = try #require(try Manifest(ManifestSample.scheme(["kind": "oauth2", "oauth2": ["token_url": "https://t"]])).scheme("token"))
        #expect(oauth2.application.headers.first?.value.pieces == [.text("Bearer "), .secret("access_token")])
        #expect(oauth2.oauth2?.clientAuth == .basic)
    }

    @Test("is refused when its templates and its form disagree", arguments: [
        (["headers": ["X-Key": "{{secret:key}}"]], "/auth/0/apply/headers/X-Key", "The scheme has no field \"key\"; add it to 'fields'."),
        (["headers": ["X-Key": "{{field:token}}"]], "/auth/0/apply/headers/X-Key", "{{field:token}} names a secret field; write {{secret:token}}."),
        (["query": ["r": "{{secret:region}}"]], "/auth/0/apply/query/r", "{{secret:region}} names a field that is not secret; give it \"x-secret\": true, or write {{field:region}}."),
        (["headers": ["{{secret:token}}": "x"]], "/auth/0/apply/headers/{{secret:token}}", "A name must not hold a secret, for names are shown; put it into the value."),
        (["url": "{{secret:token"], "/auth/0/apply/url", "'{{' is never closed by '}}'."),
        (["basic": ["username": "{{field:region}}"]], "/auth/0/apply/basic", "'password' is missing; add it."),
    ] as [(JSON, String, String)])
    func disagreement(apply: JSON, pointer: String, message: String) throws {
        let error = try #require(throws: ManifestError.self) { try Manifest(ManifestSample.scheme(["fields": Self.token, "apply": apply])) }
        #expect(error.problems == [ManifestFinding(pointer, message)])
    }

    @Test("is refused when it does not say enough", arguments: [
        (["kind": "api_key"], "/auth/0", "'apply' must say where a credential of kind api_key goes."),
        (["kind": "url_secret", "fields": token, "apply": ["headers": ["A": "{{secret:token}}"]]], "/auth/0", "'apply' of a scheme of kind url_secret must have 'url'."),
        (["kind": "oauth2"], "/auth/0", "A scheme of kind oauth2 needs 'oauth2' with the provider's URLs."),
        (["url_pattern": "^https://("], "/auth/0/url_pattern", "Character 10 of the pattern: this ‘(’ is never closed."),
        (["test": ["action": "ping"]], "/auth/0/test/action", "There is no action \"ping\"."),
        (["hosts": ["no host"]], "/auth/0/hosts/0", "A host is a name such as \"api.example.com\", \"*.\" and a name of two parts or more, or \"{connection}\"."),
    ] as [(JSONObject, String, String)])
    func incomplete(members: JSONObject, pointer: String, message: String) throws {
        let error = try #require(throws: ManifestError.self) { try Manifest(ManifestSample.scheme(members)) }
        #expect(error.problems == [ManifestFinding(pointer, message)])
    }

    @Test("is disabled when it names what this host does not know", arguments: [
        ["kind": "quantum"],
        ["fields": token, "apply": ["headers": ["A": "{{jwt:token}}"]]],
        ["kind": "oauth2", "oauth2": ["token_url": "https://t", "client_auth": "tls"]],
        ["identity": ["operation": "auth.whoami"]],
    ] as [JSONObject])
    func disabled(members: JSONObject) throws {
        let scheme = try #require(try Manifest(ManifestSample.scheme(members)).scheme("token"))
        #expect(scheme.disabledReason?.hasPrefix("This host does not know the ") == true)
    }

    @Test("gives its credential to all hosts of the connector, or to the lines of the allow-list that it names", arguments: [
        (nil, [AllowedHost(host: "slack.com", methods: ["POST"]), AllowedHost(scheme: .http, host: "*.slack.com", port: 8080), AllowedHost(host: "{connection}")]),
        (["Slack.com"], [AllowedHost(host: "slack.com", methods: ["POST"])]),
        (["{connection}"], [AllowedHost(host: "{connection}")]),
        (["api.slack.com"], [AllowedHost(host: "api.slack.com")]),
        ([], []),
    ] as [(JSON?, [AllowedHost])])
    func hosts(named: JSON?, expected: [AllowedHost]) throws {
        var scheme: JSONObject = ["id": "token", "kind": "custom", "name": "Token"]
        scheme["hosts"] = named
        let manifest = try Manifest(ManifestSample.with([
            "hosts": [["host": "slack.com", "methods": ["POST"]], ["host": "*.slack.com", "scheme": "http", "port": 8080], ["host": "{connection}"]],
            "auth": [.object(scheme)],
        ]))
        #expect(manifest.scheme("token")?.hosts == expected)
    }

    @Test("takes a secret URL only when all of it fits the pattern", arguments: [
        ("https://hooks.slack.com/services/T0/B0", true), ("https://hooks.slack.com/services/T0?x=https://evil", false), ("http://hooks.slack.com/services/T0", false),
    ])
    func urlPattern(url: String, isAccepted: Bool) throws {
        let form = ManifestSample.form(["url": ["x-secret": true]])
        let scheme = try #require(
            try Manifest(ManifestSample.scheme([
                "kind": "url_secret", "fields": form, "apply": ["url": "{{secret:url}}"], "url_pattern": "https://hooks\\.slack\\.com/services/[A-Z0-9/]+",
            ])).scheme("token"))
        #expect(scheme.accepts(url: url) == isAccepted)
    }
}
