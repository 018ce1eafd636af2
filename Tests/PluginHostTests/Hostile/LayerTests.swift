import CLinux
import Glibc
import PluginHost
import Testing

/// Layers of the lock-down one at a time, so that none of them is there in name only.
@Suite("One layer alone", .enabled(if: geteuid() == 0))
struct LayerTests {
    @Test("of each Landlock ABI closes what came with it", arguments: [
        (1, "read-file", true), (1, "create-file", true), (1, "remove-file", true), (1, "make-folder", true), (1, "list-folder", true),
        (2, "truncate-file", false), (3, "truncate-file", true), (3, "connect-tcp", false), (4, "connect-tcp", true),
        (5, "signal-by-kill", false), (6, "signal-by-kill", true), (5, "signal-by-descriptor", false), (6, "signal-by-descriptor", true),
    ])
    func landlock(abi: Int, word: String, closes: Bool) async throws {
        try #require(sandbox_landlock_abi() >= abi, "this kernel's Landlock is older")
        var sandbox = SandboxPolicy(wanted: [.landlockFiles, .noNewPrivileges], needed: .landlockFiles)
        sandbox.landlockABI = abi
        let escape = try #require(Escape.all.first { $0.word == word })
        let (succeeded, answer) = try await escape.succeeds(for: .ordinary, in: sandbox)
        #expect(succeeded == !closes, "\(answer)")
    }

    @Test("of system calls closes all but what Landlock is for", arguments: Escape.all)
    func seccomp(_ escape: Escape) async throws {
        let sandbox = SandboxPolicy(wanted: [.seccomp, .noNewPrivileges, .limits], needed: .seccomp)
        let (succeeded, answer) = try await escape.succeeds(for: .ordinary, in: sandbox)
        #expect(succeeded == escape.isLandlocks, "\(answer)")
    }
}
