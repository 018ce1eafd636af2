import CLinux
import Glibc

extension ControlGroupPlan {
    /// Of this process, now.
    static var current: ControlGroupPlan {
        get throws(ControlGroupLack) {
            let place = try ControlGroupPlace(membership: text("/proc/self/cgroup"), mounts: text("/proc/self/mountinfo"))
            return try ControlGroupPlan(
                place, controllers: text(place.folder + "/cgroup.controllers"), isWritable: unsafe access(place.folder, W_OK) == 0,
                isDelegated: unsafe control_is_delegated(place.folder) != 0, isRoot: geteuid() == 0
            )
        }
    }

    /// A small file of the kernel's, which has no size; empty when there is none.
    private static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256 << 10)
        let count = unsafe file_read(file, &bytes, bytes.count)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
