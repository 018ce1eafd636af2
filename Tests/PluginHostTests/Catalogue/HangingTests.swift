import Glibc
import Model
import PluginHost
import Testing

/// No load in these tests ends by itself: a plugin that hangs may take a minute, and every wait is given up long before.
@Suite("A plugin whose entry hangs")
struct HangingTests {
    private static let hangs = ["ENTRY=for (;;) sleep(1)"]
    private static let limit: Duration = .seconds(20)

    @Test("keeps no other from being served, and neither do many of them", arguments: [1, LoadQueue.places - 1])
    func neighbours(count: Int) async throws {
        let installation = try Self.installation()
        await installation.host.load()
        try await installation.running {
            for number in 1...count { try installation.add("hanging\(number)", definitions: Self.hangs) }
            try installation.add()
            try await installation.waitUntilServing("misbehaving")
            #expect(try await installation.say("ok") == #""ok""#)
            #expect(installation.state("hanging1") == .starting)
        }
    }

    @Test("is left to itself at the start, and shown; the others serve")
    func start() async throws {
        let installation = try Self.installation()
        try installation.add("hanging", definitions: Self.hangs)
        try installation.add()
        try await within(Self.limit) { await installation.host.load(patience: .milliseconds(200)) }
        #expect(installation.state() == .serving)
        #expect(installation.state("hanging") == .starting)
        #expect(installation.host.standing(of: "hanging") == .unavailable(.starting))
        try await installation.running {
            #expect(installation.state("hanging") == .starting)
            try installation.add("hanging")
            try await installation.waitUntilServing("hanging")
        }
    }

    @Test("is refused once its time is up", arguments: ["{}", #"{"isolation": "none"}"#])
    func refused(policy: String) async throws {
        let installation = try Installation { $0.startTime = .milliseconds(200) }
        try installation.add(policy: policy, definitions: Self.hangs)
        try await within(Self.limit) { await installation.host.load() }
        guard case .refused(let sentence)? = installation.state() else {
            Issue.record("\(String(describing: installation.state()))")
            return
        }
        #expect(sentence.hasPrefix("The plugin was not ready within 200 ms"))
    }

    @Test("does not keep the host from stopping", arguments: ["{}", #"{"isolation": "none"}"#])
    func stop(policy: String) async throws {
        let installation = try Self.installation()
        await installation.host.load()
        try await within(Self.limit) {
            try await installation.running {
                try installation.add("hanging", policy: policy, definitions: Self.hangs)
                try await installation.look()
                #expect(installation.state("hanging") == .starting)
            }
        }
    }

    @Test("gives way at once to a file that takes its place, and leaves what is known of that one alone")
    func replaced() async throws {
        let cache = try Scratch.folder() + "/plugins.cache"
        let installation = try Self.installation { $0.cache = cache }
        try installation.add(manifest: Self.manifest("1.0.0"))
        await installation.host.load()
        try await installation.running {
            try installation.add(manifest: Self.manifest("2.0.0"), definitions: Self.hangs)
            try await installation.look()
            #expect(installation.host.connector("misbehaving")?.version == "1.0.0")
            #expect(try await installation.say("ok") == #""ok""#)
            try installation.add(manifest: Self.manifest("3.0.0"))
            try await installation.wait { $0.contains { $0.version == "3.0.0" } }
        }
        let blind = installation.again { $0.worker = "/nowhere/patchbay-worker" }
        await blind.host.load()
        #expect(blind.host.connector("misbehaving")?.version == "3.0.0")
    }

    @Test("is forgotten when its file is taken away, whatever it says later")
    func removed() async throws {
        let installation = try Self.installation()
        await installation.host.load()
        try await installation.running {
            try installation.add(definitions: Self.hangs)
            try await installation.look()
            #expect(installation.state() == .starting)
            try #require(unsafe unlink(installation.folder + "/misbehaving.so") == 0)
            try await installation.wait { $0.allSatisfy { $0.id != "misbehaving" } }
            #expect(installation.host.standing(of: "misbehaving") == .unavailable(.missing))
            try installation.add()
            try await installation.waitUntilServing("misbehaving")
        }
    }

    private static func installation(_ adjust: (inout PluginHostConfiguration) -> Void = { _ in }) throws -> Installation {
        try Installation {
            $0.startTime = .seconds(60)
            adjust(&$0)
        }
    }

    private static func manifest(_ version: String) -> String {
        #"{"id":"misbehaving","name":"Misbehaving","version":"\#(version)"}"#
    }
}

extension Installation {
    /// Waits until what is told of the files fulfils a condition.
    fileprivate func wait(_ condition: @escaping @Sendable ([PluginEntry]) -> Bool) async throws {
        try await within(.seconds(20)) {
            for await entries in host.updates() where condition(entries) { return }
        }
    }

    fileprivate func waitUntilServing(_ id: String) async throws {
        try await wait { $0.contains { $0.id == id && $0.state == .serving } }
    }

    /// Waits until the host has read the folder as it is now: a file dropped in after all others serves.
    fileprivate func look() async throws {
        try add("marker")
        try await waitUntilServing("marker")
    }
}
