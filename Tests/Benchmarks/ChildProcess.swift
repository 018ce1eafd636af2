import Glibc

/// The file of this program.
let programPath: String = {
    guard let path = unsafe realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
}()

/// A process that a benchmark starts and ends.
struct ChildProcess {
    let id: pid_t

    init(_ path: String, _ arguments: [String], input: Int32? = nil, output: Int32? = nil) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let input { unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        if let output { unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        var words: [UnsafeMutablePointer<CChar>?] = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { word in unsafe free(word) } }
        var id: pid_t = 0
        let status = unsafe posix_spawnp(&id, path, &actions, nil, &words, environ)
        guard status == 0 else { throw BenchmarkError("\(path) does not start: \(unsafe String(cString: strerror(status)))") }
        self.id = id
    }

    /// Waits until it ends; throws when it failed. `name` is what the error calls it.
    func wait(_ name: String = "A benchmark's process") throws {
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        guard signal != SIGALRM else { throw BenchmarkError("\(name) did not end in time.") }
        guard signal == 0 else { throw BenchmarkError("\(name) was ended by signal \(signal).") }
        guard status == 0 else { throw BenchmarkError("\(name) failed with exit code \(status >> 8).") }
    }

    func end(_ signal: Int32 = SIGTERM) {
        kill(id, signal)
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    }

    /// Runs a command to its end and gives what it printed.
    static func output(of path: String, _ arguments: [String]) throws -> String {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw BenchmarkError("No pipe.") }
        let child = try ChildProcess(path, arguments, output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(ends[0], $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            text += chunk[..<count]
        }
        try child.wait()
        return String(decoding: text, as: UTF8.self)
    }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
