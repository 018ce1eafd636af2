import Glibc
import Model
import PluginHost
import Testing

@Suite("A quarantine")
struct QuarantineTests {
    @Test("outlives the host, whether or not that knew the file; a release ends it for good", arguments: [true, false])
    func restart(isKnown: Bool) async throws {
        let first = try await Self.quarantined { if isKnown { $0.cache = $0.folder + "/.cache" } }
        let second = first.again()
        await second.host.load()
        let failure = await #expect(throws: CallFailure.self) { try await second.say("ok") }
        #expect(failure?.class == .connectorUnavailable)
        #expect(failure?.message.hasPrefix("The plugin is in quarantine. It crashed 5 times within 60 s.") == true)
        guard case .unavailable(.quarantined) = second.host.standing(of: "misbehaving") else {
            Issue.record("the connector seems available")
            return
        }
        #expect(second.host.plugins.map(\.stateName) == ["quarantined"])
        try await second.running {
            #expect(second.host.release("misbehaving") == true)
            let answer = try await second.say("ok")
            #expect(answer == #""ok""#)
        }
        let third = second.again()
        await third.host.load()
        #expect(try await third.say("ok") == #""ok""#)
    }

    @Test("is for the build that crashed: another one starts clean, also when it came while the host was down")
    func otherBuild() async throws {
        let first = try await Self.quarantined()
        try first.add(definitions: ["IGNORES_CANCEL"])
        let second = first.again()
        await second.host.load()
        #expect(try await second.say("ok") == #""ok""#)
    }

    @Test("of one workspace stays that one's")
    func workspace() async throws {
        let (mine, other) = (WorkspaceID(), WorkspaceID())
        let first = try await Self.quarantined(policy: #"{"share": "workspace"}"#, workspace: mine)
        let second = first.again()
        await second.host.load()
        await #expect(throws: CallFailure.self) { try await second.say("ok", workspace: mine) }
        #expect(try await second.say("ok", workspace: other) == #""ok""#)
    }

    @Test("is shown to tools that only look, which write nothing")
    func looking() async throws {
        let first = try await Self.quarantined()
        let path = try #require(first.host.configuration.ledger)
        let before = FileIdentity(path: path)
        let tool = first.again { $0.onlyLooks = true }
        await tool.host.load()
        #expect(tool.host.plugins.map(\.stateName) == ["quarantined"])
        #expect(FileIdentity(path: path) == before)
    }

    @Test("is forgotten when what was noted of it is damaged")
    func damaged() async throws {
        let first = try await Self.quarantined()
        let path = try #require(first.host.configuration.ledger)
        try write(Array(BinaryFixture.read(path).dropLast(3)), path)
        let second = first.again()
        await second.host.load()
        #expect(try await second.say("ok") == #""ok""#)
    }

    @Test("is noted by the wall clock: over when its end has passed, and no longer than it was when the clock was set back")
    func clock() {
        let now = (MonotonicTime(nanoseconds: 0), Timestamp(milliseconds: 1_000_000))
        let quarantine = Quarantine(reason: "It broke.", length: .seconds(60), end: now.0 + .seconds(40))
        let record = QuarantineRecord(quarantine, of: "slack", sha256: "00", now)
        #expect(record.end == now.1 + .seconds(40))
        let later = (MonotonicTime(nanoseconds: 7), now.1 + .seconds(30))
        #expect(record.quarantine(later)?.end == later.0 + .seconds(10))
        #expect(record.quarantine((later.0, now.1 + .seconds(40))) == nil)
        #expect(record.quarantine((later.0, now.1 + .seconds(-3600)))?.end == later.0 + .seconds(60))
    }

    @Test("is written and read as it was")
    func document() {
        var ledger = PluginLedger()
        let one = Quarantine(reason: "It \"broke\".", length: .seconds(60), end: .now + .seconds(60), workspace: WorkspaceID())
        let two = Quarantine(reason: "", length: .seconds(1), end: .now)
        ledger.quarantines = [QuarantineRecord(one, of: "slack", sha256: "ab"), QuarantineRecord(two, of: "text", sha256: "cd")]
        #expect(PluginLedger(ledger.document) == ledger)
        #expect(PluginLedger([]) == nil)
    }

    /// An installation whose plugin has crashed too often, after its host has stopped.
    private static func quarantined(
        policy: String? = nil, workspace: WorkspaceID = WorkspaceID(), _ adjust: (inout PluginHostConfiguration) -> Void = { _ in }
    ) async throws -> Installation {
        let installation = try Installation {
            $0.ledger = $0.folder + "/.ledger"
            adjust(&$0)
        }
        try installation.add(policy: policy)
        await installation.host.load()
        try await installation.running { try await installation.crashUntilQuarantined(workspace: workspace) }
        return installation
    }
}
