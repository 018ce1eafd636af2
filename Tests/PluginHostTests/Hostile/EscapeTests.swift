import Glibc
import Model
import PluginHost
import Testing

/// Each way out is walked twice, by the same code at the same kind of target: without a lock-down it must lead out, so that
/// no case passes for want of trying; with it, it must not. Root is needed to look into other processes.
@Suite("A way out of a worker", .enabled(if: geteuid() == 0))
struct EscapeTests {
    @Test("leads out when nothing is locked", arguments: Escape.all, Attacker.allCases)
    func open(_ escape: Escape, _ attacker: Attacker) async throws {
        let (succeeded, answer) = try await escape.succeeds(for: attacker, in: .none)
        #expect(succeeded == (attacker == .root || !escape.needsRoot), "\(answer)")
    }

    @Test("is closed by the lock-down", arguments: Escape.all, Attacker.allCases)
    func closed(_ escape: Escape, _ attacker: Attacker) async throws {
        let (succeeded, answer) = try await escape.succeeds(for: attacker, in: .required)
        #expect(!succeeded, "\(answer)")
    }
}
