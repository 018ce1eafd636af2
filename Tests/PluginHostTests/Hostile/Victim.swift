import Glibc
import Testing

/// A process to be harmed (Tests/Fixtures/Hostile/victim.c). Ends with this value.
final class Victim: Sendable {
    let process: pid_t
    /// Of the secret in its memory, hexadecimal.
    let address: String
    private let input: CInt
    private let output: CInt

    /// Starts it as `user`, with the secret in its memory and in its environment.
    init(user: uid_t, secret: String) throws {
        let program = try Fixture.program("Hostile/victim.c")
        let (theirs, ours) = (try Self.pipe(), try Self.pipe())
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, theirs.read, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ours.write, 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe (["victim", "\(user)", secret] as [String]).map { unsafe strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("SECRET=\(secret)"), nil]
        defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
        var process = pid_t()
        try #require(unsafe posix_spawn(&process, program, &actions, nil, &arguments, &environment) == 0)
        close(theirs.read)
        close(ours.write)
        var line = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(ours.read, &line, line.count)
        self.process = process
        input = theirs.write
        output = ours.read
        address = String(decoding: line[..<max(0, count)].dropLast(), as: UTF8.self)
        try #require(address.hasPrefix("0x"))
    }

    deinit {
        close(input)
        close(output)
        kill(process, SIGKILL)
        waitpid(process, nil, WNOHANG) // who traces it, if anybody, hears of its end first
    }

    /// Close-on-exec.
    private static func pipe() throws -> (read: CInt, write: CInt) {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe Glibc.pipe(&ends) == 0)
        for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        return (ends[0], ends[1])
    }

    /// Whether it still answers. A signal that was sent to it ends it before it can.
    var isAlive: Bool {
        var byte: UInt8 = 1
        _ = signal(SIGPIPE, SIG_IGN) // the dead do not read
        return unsafe write(input, &byte, 1) == 1 && read(output, &byte, 1) == 1
    }

    /// What its memory holds where the secret was.
    var memory: String {
        let file = unsafe open("/proc/\(process)/mem", O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe pread(file, &bytes, bytes.count, off_t(address.dropFirst(2), radix: 16) ?? 0)
        return String(decoding: bytes[..<max(0, count)].prefix { $0 != 0 }, as: UTF8.self)
    }

    var priority: CInt { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(process)) }
    var scheduling: CInt { sched_getscheduler(process) }
}
