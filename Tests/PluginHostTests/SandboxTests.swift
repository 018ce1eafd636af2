import Glibc
import PluginHost
import Testing

@Suite("A plugin in a worker", .serialized)
struct SandboxTests {
    @Test("gets EPERM or EACCES for what it must not do", arguments: [
        ("read", EACCES), ("read-self", EACCES), ("read-other", EACCES), ("write", EPERM), ("list", EACCES), ("stat", EPERM),
        ("unlink", EPERM), ("socket", EPERM), ("unix-socket", EPERM), ("fork", EPERM), ("vfork", EPERM), ("exec", EPERM),
        ("kill-other", EPERM), ("ptrace", EPERM), ("dumpable", EPERM), ("raise-limit", EPERM), ("shared-memory", EPERM),
        ("unshare", EPERM), ("nonblocking", EPERM), ("clone3", ENOSYS), ("ioctl", EPERM),
    ])
    func refused(what: String, error: CInt) async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        #expect(try await installation.say("try " + what) == "\(error)")
    }
}
