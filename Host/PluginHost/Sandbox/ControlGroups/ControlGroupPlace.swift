/// The folder of our own control group (cgroup v2), from what the kernel says of it. A value.
package struct ControlGroupPlace: Hashable, Sendable {
    /// Where Patchbay puts itself to make room beside it: a group with processes cannot be divided.
    package static let hostName = "patchbay-host"

    /// The folder to divide.
    package let folder: String
    /// Of the machine, or of a container: nobody above has to delegate it.
    package let isTop: Bool

    /// From `/proc/self/cgroup` and `/proc/self/mountinfo`.
    package init(membership: String, mounts: String) throws(ControlGroupLack) {
        guard let path = membership.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })?.dropFirst(3), !path.hasPrefix("/..") else { throw .none }
        guard let mount = mounts.split(separator: "\n").lazy.compactMap(Mount.init).first(where: { $0.shows(path) }) else { throw .none }
        var folder = mount.folder + path.dropFirst(mount.root == "/" ? 0 : mount.root.count)
        if folder.hasSuffix("/\(Self.hostName)") { folder.removeLast(Self.hostName.utf8.count) } // we were here before
        while folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
        isTop = folder == mount.folder
    }

    /// Of a line of mountinfo: `30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate`.
    private struct Mount {
        /// What of the hierarchy is mounted, and where.
        let root: Substring
        let folder: String

        init?(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash > 4, dash + 1 < fields.count, fields[dash + 1] == "cgroup2" else { return nil }
            root = fields[3]
            folder = String(fields[4])
        }

        func shows(_ path: Substring) -> Bool {
            root == "/" || path == root || path.hasPrefix(root + "/")
        }
    }
}
