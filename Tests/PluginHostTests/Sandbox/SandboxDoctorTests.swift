import Glibc
import PluginHost
import Testing

@Suite("The doctor's report on the sandbox")
struct SandboxDoctorTests {
    @Test("asks a real worker")
    func real() async throws {
        let findings = await SandboxDoctor.examine(PluginHostConfiguration(folder: "/nowhere", worker: workerPath))
        #expect(findings.count == SandboxLayers.named.count)
        #expect(findings.prefix(2).allSatisfy { $0.isRequired && $0.holds })
        for finding in findings {
            #expect(finding.holds == (finding.cure == nil) && finding.holds == (finding.reason == nil), "\(finding)")
        }
    }

    @Test("says when there is no worker")
    func noWorker() async throws {
        let findings = await SandboxDoctor.examine(PluginHostConfiguration(folder: "/nowhere", worker: "/nowhere/patchbay-worker"))
        #expect(findings.allSatisfy { !$0.holds && $0.reason == "The worker /nowhere/patchbay-worker cannot be started: No such file or directory. Install it beside patchbay, from the same build." })
    }

    @Test("names what gives a layer that does not hold", arguments: [
        ("landlock files", SandboxMachine(isRoot: true, isContainer: false, landlockABI: 0, landlockError: EOPNOTSUPP), "lsm="),
        ("landlock files", SandboxMachine(isRoot: true, isContainer: false, landlockABI: 0, landlockError: ENOSYS), "Linux 5.13"),
        ("landlock network", SandboxMachine(isRoot: true, isContainer: false, landlockABI: 3), "Linux 6.7"),
        ("own user", SandboxMachine(isRoot: false, isContainer: false), "as root"),
        ("own user", SandboxMachine(isRoot: false, isContainer: true), "docker run --user 0"),
        ("user namespace", SandboxMachine(isRoot: false, isContainer: false, userNamespaceError: ENOSPC), "sysctl -w user.max_user_namespaces"),
        ("user namespace", SandboxMachine(isRoot: false, isContainer: false, userNamespaceError: EPERM), "sysctl -w kernel.unprivileged_userns_clone=1"),
        ("network namespace", SandboxMachine(isRoot: true, isContainer: true, networkNamespaceError: EPERM), "--security-opt"),
    ])
    func cures(layer: String, machine: SandboxMachine, cure: String) throws {
        let finding = try #require(SandboxDoctor.findings([], machine).first { $0.layer == layer })
        #expect(finding.cure?.contains(cure) == true, "\(finding)")
        #expect(finding.reason?.hasSuffix(".") == true)
    }
}
