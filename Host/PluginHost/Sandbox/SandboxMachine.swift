import CLinux
import Glibc

/// What decides which layers a machine gives, each as the system told it.
package struct SandboxMachine: Hashable, Sendable {
    package var isRoot: Bool
    package var isContainer: Bool
    /// 0: none.
    package var landlockABI: Int
    /// The `errno` of asking for Landlock, of making a user namespace, and of making network and IPC namespaces; 0: it works.
    package var landlockError: CInt
    package var userNamespaceError: CInt
    package var networkNamespaceError: CInt
    /// Nil: workers can have control groups of their own.
    package var controlGroupLack: ControlGroupLack?

    package init(
        isRoot: Bool, isContainer: Bool, landlockABI: Int = 7, landlockError: CInt = 0, userNamespaceError: CInt = 0, networkNamespaceError: CInt = 0,
        controlGroupLack: ControlGroupLack? = nil
    ) {
        self.isRoot = isRoot
        self.isContainer = isContainer
        self.landlockABI = landlockABI
        self.landlockError = landlockError
        self.userNamespaceError = userNamespaceError
        self.networkNamespaceError = networkNamespaceError
        self.controlGroupLack = controlGroupLack
    }

    /// This machine, now.
    package static var current: SandboxMachine {
        let isRoot = geteuid() == 0
        let abi = sandbox_landlock_abi()
        let error = errno
        return SandboxMachine(
            isRoot: isRoot, isContainer: exists("/.dockerenv") || exists("/run/.containerenv"),
            landlockABI: Int(abi), landlockError: abi == 0 ? error : 0, userNamespaceError: sandbox_try_namespaces(CLONE_NEWUSER),
            networkNamespaceError: sandbox_try_namespaces((isRoot ? 0 : CLONE_NEWUSER) | CLONE_NEWNET | CLONE_NEWIPC),
            controlGroupLack: ControlGroups.lack
        )
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
