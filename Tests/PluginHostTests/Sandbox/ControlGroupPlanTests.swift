import PluginHost
import Testing

@Suite("Control groups for workers")
struct ControlGroupPlanTests {
    private static let unified = """
        24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        30 24 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
        """
    private static let hybrid = """
        31 24 0:27 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
        32 24 0:28 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """
    private static let part = "30 24 0:26 /docker/4f2a /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw"

    @Test("are made in the folder of Patchbay's own", arguments: [
        ("0::/system.slice/patchbay.service\n", unified, "/sys/fs/cgroup/system.slice/patchbay.service", false),
        ("9:memory:/process\n0::/user.slice/a b\n", hybrid, "/sys/fs/cgroup/unified/user.slice/a b", false),
        ("0::/\n", unified, "/sys/fs/cgroup", true),
        ("0::/docker/4f2a\n", part, "/sys/fs/cgroup", true),
        ("0::/docker/4f2a/inner\n", part, "/sys/fs/cgroup/inner", false),
        ("0::/system.slice/patchbay.service/patchbay-host\n", unified, "/sys/fs/cgroup/system.slice/patchbay.service", false),
        ("0::/patchbay-host\n", unified, "/sys/fs/cgroup", true),
    ])
    func place(membership: String, mounts: String, folder: String, isTop: Bool) throws {
        let place = try ControlGroupPlace(membership: membership, mounts: mounts)
        #expect(place.folder == folder)
        #expect(place.isTop == isTop)
    }

    @Test("are not looked for where there is no such folder", arguments: [
        ("9:memory:/\n1:name=systemd:/\n", unified), ("0::/a\n", ""), ("0::/docker/4f2b\n", part), ("0::/../elsewhere\n", unified), ("", ""),
        ("0::/a\n", "30 24 0:26 / /sys/fs/cgroup rw - cgroup cgroup rw,memory\n31 24 0:27 / rw -"),
    ])
    func nowhere(membership: String, mounts: String) {
        #expect(throws: ControlGroupLack.none) { try ControlGroupPlace(membership: membership, mounts: mounts) }
    }

    private func plan(
        _ controllers: String = "cpuset cpu io memory hugetlb pids\n", top: Bool = false, writable: Bool = true, delegated: Bool = true, root: Bool = true
    ) throws(ControlGroupLack) -> ControlGroupPlan {
        let place = try ControlGroupPlace(membership: top ? "0::/" : "0::/patchbay.service", mounts: Self.unified)
        return try ControlGroupPlan(place, controllers: controllers, isWritable: writable, isDelegated: delegated, isRoot: root)
    }

    @Test("hand down memory and threads, and the processor where it can be")
    func controllers() throws {
        #expect(try plan().controllers == ["memory", "pids", "cpu"])
        #expect(try plan("memory pids").controllers == ["memory", "pids"])
        #expect(try plan().folder == "/sys/fs/cgroup/patchbay.service")
    }

    @Test("are root's to make at the top, and where systemd has delegated them; anyone else's where they can be written to")
    func delegation() throws {
        _ = try plan(top: true, delegated: false)
        _ = try plan(delegated: false, root: false)
        #expect(throws: ControlGroupLack.notDelegated) { try plan(delegated: false) }
        #expect(throws: ControlGroupLack.notDelegated) { try plan(writable: false, delegated: false, root: false) }
        #expect(throws: ControlGroupLack.readOnly) { try plan(top: true, writable: false) }
    }

    @Test("are not made without controllers for memory and threads", arguments: ["", "hugetlb", "cpu memory", "pids"])
    func without(controllers: String) {
        #expect(throws: ControlGroupLack.noControllers) { try plan(controllers) }
    }
}
