import CLinux
import Glibc
import PluginHost
import Testing

@Suite("Two root hosts with one range of user ids", .enabled(if: geteuid() == 0))
struct UserRangeTests {
    private func host(_ register: String, _ users: ClosedRange<UInt32>) async throws -> Installation {
        let installation = try Installation { ($0.userRegister, $0.users) = (register, users) }
        try installation.add()
        await installation.host.load()
        return installation
    }

    private func user(_ installation: Installation) async throws -> String {
        let process = try #require(pid_t(try await installation.say("process")))
        return try #require(Outside.field("Uid", of: process)?.split(separator: "\t").first.map(String.init))
    }

    @Test("give no id twice, and tell when none is left")
    func distinct() async throws {
        let register = try Scratch.folder() + "/run/users"
        let (one, other) = (try await host(register, 61100...61101), try await host(register, 61100...61101))
        #expect(try await [user(one), user(other)].sorted() == ["61100", "61101"])
        let third = try await host(register, 61100...61101)
        #expect(third.state("misbehaving") == .refused("No user id is left for another worker: configure a wider range."))
        withExtendedLifetime((one, other)) {}
    }

    @Test("get an id when it is given back, or when the host that has it ends")
    func returned() throws {
        let path = try Scratch.folder() + "/users"
        let (one, other) = unsafe (numbers_open(path), numbers_open(path))
        #expect(numbers_take(one, 61100) == 0)
        #expect(numbers_take(other, 61100) == EAGAIN)
        #expect(numbers_take(other, 61101) == 0)
        numbers_give_back(one, 61100)
        #expect(numbers_take(other, 61100) == 0)
        close(other) // as at a process's end
        #expect(numbers_take(one, 61101) == 0)
        close(one)
    }

    @Test("do not trust a file that somebody else has put there")
    func prepared() throws {
        let folder = try Scratch.folder()
        try write([], folder + "/users")
        try #require(unsafe chmod(folder + "/users", 0o666) == 0)
        let foreign = unsafe numbers_open(folder + "/users")
        #expect(foreign == -EPERM)
        try #require(unsafe symlink("/etc/passwd", folder + "/link") == 0)
        let link = unsafe numbers_open(folder + "/link")
        #expect(link == -ELOOP)
    }
}
