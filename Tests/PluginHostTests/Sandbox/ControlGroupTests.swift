import Glibc
import PluginHost
import Testing

/// Needs a machine whose control groups of version 2 are Patchbay's to divide: root of a container with a writable
/// /sys/fs/cgroup, or a service with Delegate=yes.
@Suite("A worker's control group", .enabled(if: SandboxMachine.current.controlGroupLack == nil))
struct ControlGroupTests {
    private func folder(_ installation: Installation) async throws -> String {
        let process = try await installation.say("process")
        let path = try #require(Outside.text("/proc/\(process)/cgroup")?.split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3))
        let mount = try #require(Outside.text("/proc/self/mountinfo")?.split(separator: "\n").first { $0.contains(" - cgroup2 ") })
        return String(mount.split(separator: " ")[4]) + path
    }

    @Test("bounds its memory and threads, is reported, and goes with it")
    func limits() async throws {
        let installation = try Installation()
        try installation.add(policy: #"{"memory_mb": 64}"#)
        await installation.host.load()
        let group = try await folder(installation)
        #expect(group.contains("/patchbay-workers-\(getpid())-"))
        #expect(Outside.text(group + "/memory.max") == "\((64 + 64) << 20)\n")
        #expect(Outside.text(group + "/pids.max") == "97\n")
        guard case .running(let layers)? = installation.host.plugins.first?.runtime else {
            Issue.record("the plugin does not run")
            return
        }
        #expect(layers.contains(.controlGroup))

        _ = try? await installation.say("segv")
        #expect(try await folder(installation) != group)
        while Outside.exists(group) { await Task.yield() }
    }

    @Test("that a host left behind is removed by the next")
    func stale() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        let group = try await folder(installation)
        let top = group.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/" + $1 }
        let stale = "\(top)/patchbay-workers-\(Int32.max)-1"
        try #require(unsafe mkdir(stale, 0o755) == 0 && mkdir(stale + "/1", 0o755) == 0)
        let next = try Installation()
        #expect(!Outside.exists(stale))
        withExtendedLifetime((installation, next)) {}
    }
}
