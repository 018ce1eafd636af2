import CLinux

/// The layers of the sandbox that hold around a worker, as it reports them.
package struct SandboxLayers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    private init(_ layer: sandbox_layer) {
        rawValue = layer.rawValue
    }

    package static let seccomp = SandboxLayers(SANDBOX_SECCOMP)
    package static let landlockFiles = SandboxLayers(SANDBOX_LANDLOCK_FILES)
    package static let landlockNetwork = SandboxLayers(SANDBOX_LANDLOCK_NETWORK)
    package static let landlockScopes = SandboxLayers(SANDBOX_LANDLOCK_SCOPES)
    package static let ownUser = SandboxLayers(SANDBOX_OWN_USER)
    package static let userNamespace = SandboxLayers(SANDBOX_USER_NAMESPACE)
    package static let networkNamespace = SandboxLayers(SANDBOX_NETWORK_NAMESPACE)
    package static let ipcNamespace = SandboxLayers(SANDBOX_IPC_NAMESPACE)
    package static let noNewPrivileges = SandboxLayers(SANDBOX_NO_NEW_PRIVILEGES)
    package static let noCapabilities = SandboxLayers(SANDBOX_NO_CAPABILITIES)
    package static let notDumpable = SandboxLayers(SANDBOX_NOT_DUMPABLE)
    package static let limits = SandboxLayers(SANDBOX_LIMITS)
    package static let threadLimit = SandboxLayers(SANDBOX_THREAD_LIMIT)
    package static let ownDescriptors = SandboxLayers(SANDBOX_OWN_DESCRIPTORS)
    package static let noEnvironment = SandboxLayers(SANDBOX_NO_ENVIRONMENT)
    /// Given, and therefore known, by the host.
    package static let controlGroup = SandboxLayers(SANDBOX_CONTROL_GROUP)

    /// Every layer there is.
    package static let all = SandboxLayers(named.map(\.layer))

    /// Each layer with the name it has in reports.
    package static let named: [(layer: SandboxLayers, name: String)] = [
        (.seccomp, "seccomp"), (.landlockFiles, "landlock files"), (.landlockNetwork, "landlock network"),
        (.landlockScopes, "landlock scopes"), (.ownUser, "own user"), (.userNamespace, "user namespace"),
        (.networkNamespace, "network namespace"), (.ipcNamespace, "ipc namespace"), (.noNewPrivileges, "no new privileges"),
        (.noCapabilities, "no capabilities"), (.notDumpable, "not dumpable"), (.limits, "limits"), (.threadLimit, "thread limit"),
        (.ownDescriptors, "own descriptors"), (.noEnvironment, "no environment"), (.controlGroup, "control group"),
    ]

    /// The names of the layers that hold.
    package var names: [String] { Self.named.filter { contains($0.layer) }.map(\.name) }
}
