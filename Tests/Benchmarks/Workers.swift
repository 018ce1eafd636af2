import Glibc

/// The child processes of a process, as /proc tells.
enum Workers {
    static func children(of id: pid_t = getpid()) -> [pid_t] {
        let text = (try? ChildProcess.output(of: "pgrep", ["-P", String(id), "patchbay-worker"])) ?? ""
        return text.split(separator: "\n").compactMap { pid_t($0) }
    }

    /// What a process has to itself, in MB: Private_Clean and Private_Dirty of smaps_rollup.
    static func privateMemory(of id: pid_t) -> Double {
        kilobytes(in: "/proc/\(id)/smaps_rollup", named: ["Private_Clean:", "Private_Dirty:"]) / 1000
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
