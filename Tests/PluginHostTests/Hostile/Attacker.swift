import Glibc
import PluginHost

/// Who a worker is before it locks itself in.
enum Attacker: CaseIterable, Sendable {
    case root
    /// As when the host runs as an ordinary user.
    case ordinary

    static let nobody: uid_t = 65534

    var user: uid_t { self == .root ? 0 : Self.nobody }

    /// A host whose hostile plugin lives in a worker of this attacker.
    func installation(_ sandbox: SandboxPolicy) async throws -> Installation {
        try await Hostile.installation { configuration in
            configuration.sandbox = sandbox
            guard self == .ordinary else { return }
            configuration.sandbox.wanted.remove(.ownUser) // which such a host has not to give
            configuration.worker = try Hostile.worker("USER=\(Self.nobody)")
        }
    }
}
