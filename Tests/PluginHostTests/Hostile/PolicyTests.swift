import Glibc
import PluginHost
import Testing

@Suite("The sandbox policy")
struct PolicyTests {
    @Test("never lets go of the list of system calls", arguments: [SandboxPolicy.required, .bestEffort])
    func seccomp(policy: SandboxPolicy) {
        #expect(policy.wanted == .all)
        #expect(policy.needed.contains(.seccomp))
    }

    @Test("required needs the file rules, too")
    func required() {
        #expect(SandboxPolicy.required.needed == [.seccomp, .landlockFiles])
        #expect(PluginHostConfiguration(folder: "/nowhere").sandbox == .required)
    }

    @Test("required refuses, in a sentence, where the kernel lacks a layer", arguments: [
        ("REFUSES_LANDLOCK", "The kernel has no Landlock, which the sandbox requires: use Linux 5.13 or later"),
        ("REFUSES_SECCOMP", "The kernel refused the seccomp filter, which the sandbox requires"),
    ])
    func refuses(lack: String, sentence: String) async throws {
        let worker = try Hostile.worker(lack)
        let installation = try await Hostile.installation { $0.worker = worker }
        guard case .refused(let reason)? = installation.state("hostile") else {
            Issue.record("the plugin was not refused")
            return
        }
        #expect(reason.hasPrefix(sentence), "\(reason)")
    }

    @Test("best effort runs without Landlock and namespaces, with the list of system calls in force")
    func bestEffort() async throws {
        let worker = try Hostile.worker("REFUSES_LANDLOCK", "REFUSES_NAMESPACES")
        let installation = try await Hostile.installation { configuration in
            (configuration.sandbox, configuration.worker) = (.bestEffort, worker)
            configuration.users = 61180...61183 // without a user namespace, threads are counted with those of other tests' workers
        }
        let process = try #require(pid_t(try await installation.say("process", to: "hostile")))
        #expect(Outside.field("Seccomp", of: process) == "2")
        guard case .running(let layers)? = installation.host.plugins.first?.runtime else {
            Issue.record("the plugin does not run")
            return
        }
        #expect(layers.contains(.seccomp))
        #expect(layers.isDisjoint(with: [.landlockFiles, .landlockNetwork, .landlockScopes, .userNamespace, .networkNamespace, .ipcNamespace]))
        #expect(try await installation.say("make-child", to: "hostile") == "denied EPERM")
    }

    @Test("best effort refuses where no system call can be refused")
    func noSeccomp() async throws {
        let worker = try Hostile.worker("REFUSES_SECCOMP")
        let installation = try await Hostile.installation { ($0.sandbox, $0.worker) = (.bestEffort, worker) }
        guard case .refused(let reason)? = installation.state("hostile") else {
            Issue.record("the plugin was not refused")
            return
        }
        #expect(reason.hasPrefix("The kernel refused the seccomp filter"))
    }

    @Test("gives an ordinary user all layers but a user id of its own", .enabled(if: geteuid() == 0))
    func ordinary() async throws {
        let layers = try await Attacker.allCases.asyncMap { attacker in
            let installation = try await attacker.installation(.required)
            _ = try await installation.say("process", to: "hostile")
            guard case .running(let layers)? = installation.host.plugins.first?.runtime else { return SandboxLayers() }
            return layers
        }
        #expect(layers[0].subtracting(layers[1]) == .ownUser)
        #expect(layers[1].isSubset(of: layers[0]))
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
