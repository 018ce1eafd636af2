import Glibc
import Model
import PluginHost
import Testing

@Suite("An upgrade that asks for more")
struct HeldUpgradeTests {
    @Test("is held while the build of before goes on, and serves once it is approved")
    func approved() async throws {
        let installation = try await Self.installation()
        try await installation.running {
            try await Self.upgrade(installation)
            let entry = try #require(installation.host.plugins.first)
            #expect(entry.stateName == "held")
            #expect(entry.version == "2.0.0")
            let sha256 = try #require(entry.sha256)
            #expect(entry.reason == "Version 2.0.0 asks for more than 1.0.0, which was approved: it wants to send to https://evil.test. "
                + "Approve it with POST /api/v1/plugins/misbehaving/approve, or with \"approve\": \"\(sha256)\" in misbehaving.json; "
                + "or put the build of before back.")
            #expect(installation.host.connector("misbehaving")?.version == "1.0.0")
            #expect(try await installation.say("ok") == #""ok""#)

            #expect(await installation.host.approve("misbehaving", build: "another") == .otherBuild(sha256))
            #expect(await installation.host.approve("misbehaving", build: sha256) == .approved)
            #expect(installation.state() == .serving)
            #expect(installation.host.connector("misbehaving")?.version == "2.0.0")
            #expect(try await installation.say("ok") == #""ok""#)
            #expect(await installation.host.approve("misbehaving") == .notHeld)
        }
        let second = installation.again()
        await second.host.load()
        #expect(second.state() == .serving)
    }

    @Test("is held after a restart, too, and its connector is away for that reason", arguments: [true, false])
    func restart(isKnown: Bool) async throws {
        let installation = try await Self.installation { if isKnown { $0.cache = $0.folder + "/.cache" } }
        try await installation.running { try await Self.upgrade(installation) }
        let second = installation.again()
        await second.host.load()
        guard case .held(let reason)? = second.state() else {
            Issue.record("\(String(describing: second.state()))")
            return
        }
        #expect(second.host.standing(of: "misbehaving") == .unavailable(.held(reason)))
        let failure = await #expect(throws: CallFailure.self) { try await second.say("ok") }
        #expect(failure?.class == .connectorUnavailable)
        #expect(await second.host.approve("misbehaving") == .approved)
        #expect(try await second.say("ok") == #""ok""#)
    }

    @Test("is held when it came while the host was down")
    func down() async throws {
        let installation = try await Self.installation()
        try installation.add(manifest: Self.wider)
        let second = installation.again()
        await second.host.load()
        #expect(second.host.plugins.map(\.stateName) == ["held"])
        let tool = installation.again { $0.onlyLooks = true }
        await tool.host.load()
        #expect(tool.host.plugins.map(\.stateName) == ["held"])
    }

    @Test("is let in by the admin's policy that names it, and by none that names another")
    func policy() async throws {
        let installation = try await Self.installation()
        try await installation.running {
            try await Self.upgrade(installation)
            let sha256 = try #require(installation.host.plugins.first?.sha256)
            let other = String(repeating: "0", count: 64)
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.setPolicy(#"{"approve": "\#(other)", "private_hosts": ["jira.internal"]}"#, of: "misbehaving")
            #expect(await updates.next()?.map(\.stateName) == ["held"])
            #expect(installation.host.connector("misbehaving")?.policy.privateHosts == ["jira.internal"])
            #expect(try await installation.say("ok") == #""ok""#)
            try installation.setPolicy(#"{"approve": "\#(sha256)"}"#, of: "misbehaving")
            #expect(await updates.next()?.map(\.stateName) == ["serving"])
            try installation.setPolicy("{}", of: "misbehaving")
            #expect(await updates.next()?.map(\.stateName) == ["serving"])
        }
        #expect(installation.host.connector("misbehaving")?.version == "2.0.0")
    }

    @Test("ends with the file: the build of before may come back, and the connector may go")
    func goesAway() async throws {
        let installation = try await Self.installation()
        try await installation.running {
            try await Self.upgrade(installation)
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.add(manifest: Self.narrow)
            #expect(await updates.next()?.map(\.stateName) == ["serving"])
            #expect(installation.host.connector("misbehaving")?.version == "1.0.0")

            try installation.add(manifest: Self.wider)
            #expect(await updates.next()?.map(\.stateName) == ["held"])
            try #require(unsafe unlink(installation.folder + "/misbehaving.so") == 0)
            #expect(await updates.next()?.isEmpty == true)
            await #expect(throws: CallFailure.self) { try await installation.say("ok") }
        }
    }

    @Test("is none when it asks for less, and none where upgrades are not held")
    func narrower() async throws {
        let installation = try await Self.installation(manifest: Self.wider)
        try installation.add(manifest: Self.narrow)
        let second = installation.again()
        await second.host.load()
        #expect(second.state() == .serving)
        try installation.add(manifest: Self.wider)
        let third = installation.again { $0.holdsUpgrades = false }
        await third.host.load()
        #expect(third.state() == .serving)
    }

    @Test("is not approved when that cannot be noted")
    func notKept() async throws {
        let installation = try await Self.installation()
        try installation.add(manifest: Self.wider)
        let second = installation.again()
        await second.host.load()
        try #require(unsafe unlink(installation.folder + "/.ledger") == 0)
        try #require(unsafe mkdir(installation.folder + "/.ledger", 0o700) == 0)
        #expect(await second.host.approve("misbehaving") == .notKept)
        #expect(second.host.plugins.map(\.stateName) == ["held"])
    }

    private static let narrow = #"{"id":"misbehaving","name":"Misbehaving","version":"1.0.0","hosts":[{"host":"api.acme.test"}]}"#
    private static let wider = #"{"id":"misbehaving","name":"Misbehaving","version":"2.0.0","hosts":[{"host":"api.acme.test"},{"host":"evil.test"}]}"#

    /// One whose plugin is approved and has been called.
    private static func installation(
        manifest: String = narrow, _ adjust: (inout PluginHostConfiguration) -> Void = { _ in }
    ) async throws -> Installation {
        let installation = try Installation {
            $0.ledger = $0.folder + "/.ledger"
            adjust(&$0)
        }
        try installation.add(manifest: manifest)
        await installation.host.load()
        #expect(try await installation.say("ok") == #""ok""#)
        return installation
    }

    /// Drops the build that asks for more, and waits until that is told.
    private static func upgrade(_ installation: Installation) async throws {
        var updates = installation.host.updates().makeAsyncIterator()
        _ = await updates.next()
        try installation.add(manifest: wider)
        #expect(await updates.next()?.map(\.stateName) == ["held"])
    }
}
