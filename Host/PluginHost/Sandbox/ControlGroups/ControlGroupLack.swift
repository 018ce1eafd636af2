/// Why workers have no control groups of their own here.
package enum ControlGroupLack: Error, Hashable, Sendable {
    /// There are none of version 2, or not for this process.
    case none
    /// They are there, without controllers for memory and threads: those are with version 1.
    case noControllers
    /// Ours is somebody else's to divide: systemd's, or an admin's.
    case notDelegated
    /// They cannot be written to.
    case readOnly
    /// Processes beside Patchbay live in its group, which therefore cannot be divided.
    case shared
    case refused(CInt)

    /// As a sentence.
    package var reason: String {
        switch self {
        case .none: "The system has no control groups of version 2."
        case .noControllers: "The control groups of version 2 have no controllers for memory and threads here."
        case .notDelegated: "Patchbay's control group was not delegated to it."
        case .readOnly: "Patchbay may not make control groups."
        case .shared: "Other processes live in Patchbay's control group."
        case .refused(let error): "The system refuses to make a control group: \(systemSentence(error))."
        }
    }

    /// What gives them.
    func cure(inContainer: Bool) -> String {
        switch self {
        case .none, .noControllers: "boot with systemd.unified_cgroup_hierarchy=1, and mount cgroup2 on /sys/fs/cgroup"
        case _ where inContainer: "give the container a writable /sys/fs/cgroup of its own (podman run --systemd=always; docker run --privileged --cgroupns=private)"
        default: "run patchbay as a service with Delegate=yes, or by: systemd-run -p Delegate=yes"
        }
    }
}
