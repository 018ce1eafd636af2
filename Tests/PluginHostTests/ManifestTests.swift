import Model
import PatchbayJSON
import PluginHost
import Testing

@Suite("A manifest")
struct ManifestTests {
    @Test("needs an id, a name and a version; the rest has defaults")
    func smallest() throws {
        let manifest = try Manifest(.object(ManifestSample.smallest))
        #expect(manifest.id == "slack")
        #expect(manifest.name == "Slack")
        #expect(manifest.version == SemanticVersion("1.0.0"))
        #expect(manifest.limits == ManifestLimits(concurrency: 32, timeout: .seconds(30), memoryMB: 256))
        #expect(manifest.hosts.isEmpty && manifest.auth.isEmpty && manifest.actions.isEmpty)
        #expect(manifest.warnings.isEmpty)
    }

    @Test("is read in full")
    func complete() throws {
        let manifest = try Manifest(ManifestSample.complete)
        #expect(manifest.json == ManifestSample.complete)
        #expect(manifest.hosts == [
            AllowedHost(host: "*.slack.com", port: 8443, methods: ["GET", "POST"]), AllowedHost(host: "{connection}"),
        ])
        #expect(manifest.limits == ManifestLimits(concurrency: 4, timeout: .seconds(5), memoryMB: 64))
        #expect(manifest.rateLimits.first?.scope == .account)
        #expect(manifest.deprecated?.replacement == "other")
        #expect(manifest.usesFiles)
        let action = try #require(manifest.action("send"))
        #expect(action.hints.isIdempotent && !action.hints.isReadOnly)
        #expect(action.hints.idempotencyKeyHeader == "Idempotency-Key")
        #expect(action.timeout == .seconds(1))
        #expect(action.rateCost == 2)
        #expect(action.pagination?.cursor == JSONPointer(["next"]))
        let trigger = try #require(manifest.trigger("said"))
        #expect(trigger.verification?.algorithm == .hmacSHA256)
        #expect(trigger.verification?.challenge?.value == "url_verification")
        #expect(trigger.pollInterval == .seconds(60))
        #expect(manifest.stream("Messages")?.modes == [.full, .incremental])
        #expect([manifest.actions.map(\.disabledReason), manifest.triggers.map(\.disabledReason)] == [[nil], [nil]])
    }

    @Test("finds actions and triggers by their old ids too")
    func aliases() throws {
        let manifest = try Manifest(ManifestSample.complete)
        #expect(manifest.action("post")?.id == "send")
        #expect(manifest.trigger("heard")?.id == "said")
        #expect(manifest.action("said") == nil)
    }

    @Test("is kept as it came, with what this host does not know")
    func keepsUnknown() throws {
        let json = ManifestSample.with(["colour": "green", "x-team": "core"])
        let manifest = try Manifest(json)
        #expect(manifest.json["colour"] == "green")
        #expect(manifest.warnings == [ManifestFinding("/colour", "This host does not know 'colour' and leaves it out.")])
    }

    @Test("is warned about what does not matter enough to refuse it", arguments: [
        (ManifestSample.with(["descripton": "Chat"]), "/descripton", "This host does not know 'descripton' and leaves it out; did you mean 'description'?"),
        (ManifestSample.action(["hints": ["readonly": true]]), "/actions/0/hints/readonly", "This host does not know 'readonly' and leaves it out; did you mean 'read_only'?"),
        (ManifestSample.with(["limits": ["memory_mb": 9_000_000_000_000_000_000]]), "/limits/memory_mb", "'memory_mb' is more than this host gives; it is taken as 65536."),
        (ManifestSample.with(["hosts": [["host": "a.example", "scheme": "gopher"]]]), "/hosts/0", "This host does not know the scheme \"gopher\", only \"https\", \"http\". It is left out."),
        (ManifestSample.with(["rate_limits": [["requests": 1, "per_ms": 1, "scope": "galaxy"]]]), "/rate_limits/0", "This host does not know the scope \"galaxy\", only \"connection\", \"app\", \"account\". It is left out."),
    ] as [(JSON, String, String)])
    func warnings(json: JSON, pointer: String, message: String) throws {
        #expect(try Manifest(json).warnings == [ManifestFinding(pointer, message)])
    }

    @Test("in UTF-8 is read as it crosses the boundary")
    func document() throws {
        #expect(try Manifest(document: ManifestSample.complete.bytes()).json == ManifestSample.complete)
        let error = try #require(throws: ManifestError.self) { try Manifest(document: Array("{\"id\":}".utf8)) }
        #expect(error.problems.map(\.pointer) == [""])
        #expect(error.description.hasPrefix("The manifest cannot be read as JSON. Line 1, column 7: "))
    }
}
