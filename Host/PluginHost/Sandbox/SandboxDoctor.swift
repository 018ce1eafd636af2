import CLinux
import Glibc

/// Finds out which layers hold around workers here, by locking one down and asking it; and for each that does not, why, and
/// what gives it.
package enum SandboxDoctor {
    /// Every layer, the required ones first. Starts one worker, without a plugin.
    package static func examine(_ configuration: PluginHostConfiguration) async -> [SandboxFinding] {
        switch await SandboxProbe.run(configuration) {
        case .success(let layers): return findings(layers, .current)
        case .failure(let refusal):
            return findings([], .current).map { finding in
                var finding = finding
                finding.reason = refusal.sentence
                return finding
            }
        }
    }

    /// What the layers that hold, and the machine, make of each layer.
    package static func findings(_ layers: SandboxLayers, _ machine: SandboxMachine) -> [SandboxFinding] {
        let all = SandboxLayers.named.map { layer, name in
            let advice = layers.contains(layer) ? nil : machine.advice(for: layer)
            return SandboxFinding(
                layer: name, holds: layers.contains(layer), isRequired: SandboxPolicy.required.needed.contains(layer), purpose: layer.purpose,
                reason: advice?.reason, cure: advice?.cure
            )
        }
        return all.filter(\.isRequired) + all.filter { !$0.isRequired }
    }
}

extension SandboxLayers {
    fileprivate var purpose: String {
        switch self {
        case .seccomp: "no system call beyond those a language runtime needs"
        case .landlockFiles: "no file but libraries and time zones"
        case .landlockNetwork: "no TCP, should a socket ever be had"
        case .landlockScopes: "no abstract sockets of, and no signals to, other processes"
        case .ownUser: "no reach into other workers"
        case .userNamespace: "no rights outside of a namespace of its own"
        case .networkNamespace: "no network device, not even loopback"
        case .ipcNamespace: "no shared memory of others"
        case .noNewPrivileges: "no set-user-id program"
        case .noCapabilities: "none of root's rights"
        case .notDumpable: "no memory image of a connector on the disk"
        case .limits: "no more memory and descriptors than granted"
        case .threadLimit: "no flood of threads"
        case .ownDescriptors: "no file or socket of the host"
        case .noEnvironment: "no variable of the host"
        case .controlGroup: "no memory beyond that, counted by the kernel; no more of a busy processor than another"
        default: ""
        }
    }
}
