import Glibc

/// The child processes of a process, as /proc tells.
enum Workers {
    static func children(of id: pid_t = getpid()) -> [pid_t] {
        let text = (try? ChildProcess.output(of: "pgrep", ["-P", String(id), "patchbay-worker"])) ?? ""
        return text.split(separator: "\n").compactMap { pid_t($0) }
    }

    /// What each further process costs, in MB: Private_Dirty of smaps_rollup. Clean pages of the runtime's libraries are left
    /// out: the kernel calls them private while one worker alone maps them, and shared from the second on.
    static func privateMemory(of id: pid_t) -> Double {
        kilobytes(in: "/proc/\(id)/smaps_rollup", named: ["Private_Dirty:"]) / 1000
    }

    /// What a process has in memory, shared libraries included, in MB.
    static func residentMemory(of id: pid_t) -> Double {
        kilobytes(in: "/proc/\(id)/status", named: ["VmRSS:"]) / 1000
    }

    private static func kilobytes(in path: String, named names: [String]) -> Double {
        let text = (try? ChildProcess.output(of: "cat", [path])) ?? ""
        var sum = 0.0
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            if words.count > 1, names.contains(String(words[0])), let size = Double(words[1]) { sum += size * 1.024 }
        }
        return sum
    }
}
