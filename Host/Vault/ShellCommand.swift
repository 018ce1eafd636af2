import Glibc

/// A command line whose output is a secret: read from a pipe, kept in no file. Blocks until it ends.
package struct ShellCommand {
    private let line: String
    private let timeout: Duration
    private static let outputLimit = 4096

    package init(line: String, timeout: Duration = .seconds(30)) {
        self.line = line
        self.timeout = timeout
    }

    /// What it prints. Throws when it fails, prints more than 4 KiB, or outlives the timeout, after which it is killed.
    package func output() throws(VaultError) -> String {
        var ends: [CInt] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw failure("no pipe.") }
        defer { close(ends[0]) }
        let child: pid_t
        do {
            defer { close(ends[1]) }
            child = try spawn(output: ends[1], other: ends[0])
        }
        let bytes: [UInt8]
        do {
            bytes = try read(ends[0])
        } catch {
            kill(-child, SIGKILL)
            _ = wait(for: child)
            throw error
        }
        guard wait(for: child) == 0 else { throw failure("it failed.") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Starts the shell as leader of a process group, so that what it started can be killed with it.
    private func spawn(output: CInt, other: CInt) throws(VaultError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        for end in [output, other] { unsafe posix_spawn_file_actions_addclose(&actions, end) }
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let arguments = unsafe [strdup("/bin/sh"), strdup("-c"), strdup(line), nil]
        defer { for unsafe argument in unsafe arguments { unsafe free(argument) } }
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ) == 0 else {
            throw failure("it could not be started.")
        }
        return child
    }

    private func read(_ descriptor: CInt) throws(VaultError) -> [UInt8] {
        let end = ContinuousClock.now + timeout
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1024)
        while true {
            let left = (end - .now).components
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&waiting, 1, CInt(max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw failure("it did not answer within \(timeout).") }
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= Self.outputLimit else { throw failure("it prints more than \(Self.outputLimit) bytes.") }
        }
    }

    private func wait(for child: pid_t) -> CInt {
        var status: CInt = -1
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private func failure(_ reason: String) -> VaultError {
        .masterKeyUnavailable(source: "the command", reason: reason)
    }
}
