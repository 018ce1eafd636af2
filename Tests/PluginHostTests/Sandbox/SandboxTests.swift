import Glibc
import PluginHost
import Testing

@Suite("A plugin in a worker")
struct SandboxTests {
    @Test("gets an error for what it must not do", arguments: [
        ("read", EACCES), ("read-self", EACCES), ("read-other", EACCES), ("write", EPERM), ("list", EACCES), ("stat", EPERM),
        ("unlink", EPERM), ("socket", EPERM), ("unix-socket", EPERM), ("fork", EPERM), ("vfork", EPERM), ("exec", EPERM),
        ("kill-other", EPERM), ("ptrace", EPERM), ("dumpable", EPERM), ("raise-limit", EPERM), ("shared-memory", EPERM),
        ("unshare", EPERM), ("nonblocking", EPERM), ("clone3", ENOSYS), ("ioctl", EPERM),
    ])
    func refused(what: String, error: CInt) async throws {
        #expect(try await Shared.installation().say("try " + what) == "\(error)")
    }

    @Test("may do what a language runtime needs", arguments: ["fstat", "zoneinfo", "thread-stat"])
    func allowed(what: String) async throws {
        #expect(try await Shared.installation().say("try " + what) == "0")
    }

    @Test("leaves no trace on the disk")
    func noFile() async throws {
        _ = try await Shared.installation().say("try write")
        let found = unsafe access("/tmp/patchbay-was-here", F_OK)
        #expect(found != 0)
    }

    @Test("is locked in before its constructors run")
    func constructor() async throws {
        #expect(try await Shared.installation().say("constructor") == "\(EPERM)")
    }

    @Test("gets no more memory than its limit, and lives")
    func memory() async throws {
        let installation = try Installation()
        try installation.add(policy: #"{"memory_mb": 64}"#)
        await installation.host.load()
        let megabytes = try #require(Int(try await installation.say("eat-memory")))
        #expect((16...64).contains(megabytes))
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("gets no more threads than its limit", .enabled(if: geteuid() == 0))
    func threads() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        let threads = try #require(Int(try await installation.say("many-threads")))
        #expect((64..<100).contains(threads))
    }

    @Test("looks locked in from outside")
    func outside() async throws {
        let process = try await Shared.installation().say("process")
        let status = try text("/proc/\(process)/status").split(separator: "\n").reduce(into: [Substring: Substring]()) { fields, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1].drop { $0 == "\t" || $0 == " " } }
        }
        #expect(status["Seccomp"] == "2")
        #expect(status["NoNewPrivs"] == "1")
        #expect(status["CapEff"] == "0000000000000000")
        #expect(status["CapPrm"] == "0000000000000000")
        #expect(status["CapBnd"] == "0000000000000000")
        if geteuid() == 0 { #expect(status["Uid"]?.hasPrefix("0") == false) }
        #expect(try text("/proc/\(process)/environ").allSatisfy { $0 == "\0" })
    }

    @Test("reports the layers that hold")
    func layers() async throws {
        let installation = try await Shared.installation()
        _ = try await installation.say("ok")
        guard case .running(let layers)? = installation.host.plugins.first?.runtime else {
            Issue.record("the plugin does not run")
            return
        }
        #expect(layers.isSuperset(of: [.seccomp, .landlockFiles, .noNewPrivileges, .noCapabilities, .notDumpable, .limits]))
    }
}

/// One installation for the tests that ask a well-behaved plugin questions.
private enum Shared {
    private static let task = Task {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        return installation
    }

    static func installation() async throws -> Installation { try await task.value }
}

/// A file of /proc, which has no size.
private func text(_ path: String) throws -> String {
    let file = try unsafe #require(fopen(path, "r"), "\(path) cannot be read")
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
}
