import Glibc

extension SandboxMachine {
    /// Why a layer does not hold here, and what gives it.
    func advice(for layer: SandboxLayers) -> (reason: String, cure: String) {
        switch layer {
        case .landlockFiles where landlockError == EOPNOTSUPP:
            ("The kernel has Landlock, but it is not switched on.", "add landlock to the lsm= list of the kernel's command line and reboot")
        case .landlockFiles where isContainer:
            ("The kernel, or the container's seccomp profile, refuses Landlock.", "run on Linux 5.13 or later, with Docker 23 or later")
        case .landlockFiles: ("The kernel has no Landlock.", "run on Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK=y")
        case .landlockNetwork: (old, "run on Linux 6.7 or later")
        case .landlockScopes: (old, "run on Linux 6.12 or later")
        case .seccomp: ("The kernel refuses seccomp filters.", "use a kernel built with CONFIG_SECCOMP_FILTER=y")
        case .ownUser: ("Patchbay does not run as root, so workers have its own user id.", asRoot)
        case .userNamespace: (refused("user namespaces", userNamespaceError), namespaceCure(userNamespaceError))
        case .networkNamespace, .ipcNamespace: (refused("namespaces", networkNamespaceError), namespaceCure(networkNamespaceError))
        case .threadLimit: ("Threads are counted per user id, and workers have neither an own one nor a user namespace.", asRoot)
        case .noCapabilities: ("Patchbay has rights it cannot give up.", isContainer ? "docker run --cap-drop=ALL" : "run it with CapabilityBoundingSet=")
        case .controlGroup:
            (controlGroupLack?.reason ?? "The system refuses to limit a worker's control group.", (controlGroupLack ?? .notDelegated).cure(inContainer: isContainer))
        default: ("The kernel refused it.", "see the kernel's log: dmesg | tail")
        }
    }

    private var old: String { "The kernel's Landlock is of ABI \(landlockABI), which does not have it." }

    private var asRoot: String {
        isContainer ? "docker run --user 0 (the worker gives root up before it loads a plugin)" : "run patchbay as root (workers give it up before they load a plugin)"
    }

    private func refused(_ what: String, _ error: CInt) -> String {
        error == 0 ? "The worker could not make \(what)." : "The system refuses \(what): \(systemSentence(error))."
    }

    private func namespaceCure(_ error: CInt) -> String {
        if error == ENOSPC { return "sysctl -w user.max_user_namespaces=15000" }
        if isContainer { return "docker run --security-opt seccomp=unconfined (workers bring their own filter), or --cap-add=SYS_ADMIN" }
        return "sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 (those of the two that exist)"
    }
}
