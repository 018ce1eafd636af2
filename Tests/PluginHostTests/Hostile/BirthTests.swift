import Glibc
import PluginHost
import Testing

/// What a worker is born with, beside its socket and its plugin.
@Suite("A worker inherits", .enabled(if: geteuid() == 0))
struct BirthTests {
    @Test("no descriptor that the host left open")
    func host() async throws {
        let scene = try Scene(user: 0)
        let leaked = unsafe open(scene.file, O_RDONLY) // not close-on-exec, as some libraries open theirs
        defer { close(leaked) }
        let installation = try await Attacker.root.installation(.none)
        #expect(try await installation.say("read-inherited", to: "hostile") == "denied EBADF")
    }

    @Test("no descriptor that somebody between left open")
    func between() async throws {
        let scene = try Scene(user: 0)
        let worker = try Hostile.worker("LEAKED=\"\(scene.file)\"")
        let open = try await Hostile.installation { ($0.sandbox, $0.worker) = (.none, worker) }
        #expect(try await open.say("read-inherited", to: "hostile").contains(scene.secret))
        let closed = try await Hostile.installation { $0.worker = worker }
        #expect(String(describing: closed.state("hostile")).contains("The worker inherited descriptor 17, which is not its own"))
    }

    @Test("no environment")
    func environment() async throws {
        let worker = try Hostile.worker("VARIABLE=\"SECRET=canary\"")
        let open = try await Hostile.installation { ($0.sandbox, $0.worker) = (.none, worker) }
        #expect(try await open.say("read-variable SECRET", to: "hostile") == "done canary")
        let closed = try await Hostile.installation { $0.worker = worker }
        #expect(try await closed.say("read-variable SECRET", to: "hostile").hasPrefix("denied"))
    }
}
