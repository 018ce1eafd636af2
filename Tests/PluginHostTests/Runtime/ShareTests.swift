import Model
import PluginHost
import Testing

@Suite("Workspaces")
struct ShareTests {
    @Test("share a plugin's worker, unless its policy says otherwise", arguments: [(nil, true), ("plugin", true), ("workspace", false)] as [(String?, Bool)])
    func share(policy: String?, shared: Bool) async throws {
        let installation = try Installation()
        try installation.add(policy: policy.map { #"{"share": "\#($0)"}"# })
        await installation.host.load()
        let (one, other) = (WorkspaceID(), WorkspaceID())
        let first = try await installation.process(for: one)
        #expect(try await installation.process(for: one) == first)
        #expect((try await installation.process(for: other) == first) == shared)
        #expect(try await installation.process(for: one) == first)
    }

    @Test("with workers of their own do not feel each other's crashes")
    func crashes() async throws {
        let installation = try Installation()
        try installation.add(policy: #"{"share": "workspace"}"#)
        await installation.host.load()
        let (one, other) = (WorkspaceID(), WorkspaceID())
        let process = try await installation.process(for: other)
        await #expect(throws: CallFailure.self) { try await installation.say("segv", workspace: one) }
        #expect(try await installation.process(for: other) == process)
    }
}

extension Installation {
    fileprivate func process(for workspace: WorkspaceID) async throws -> String {
        try await say("process", workspace: workspace)
    }
}
