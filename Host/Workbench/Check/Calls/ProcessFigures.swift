import Glibc

/// What the kernel tells about a worker.
struct ProcessFigures: Sendable {
    /// Private memory in use, bytes.
    let memory: Int
    let threads: Int
    /// Open descriptors; nil when we may not look, which only root may: workers are not dumpable.
    let descriptors: Int?

    /// Nil when there is no such process.
    init?(of process: Int32) {
        guard let status = Self.text("/proc/\(process)/status") else { return nil }
        var values: [Substring: Int] = [:]
        for line in status.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ":" })
            if words.count >= 2, let number = Int(words[1]) { values[words[0]] = number }
        }
        guard let kilobytes = values["RssAnon"], let threads = values["Threads"] else { return nil }
        memory = kilobytes << 10
        self.threads = threads
        descriptors = Self.count("/proc/\(process)/fd")
    }

    private static func text(_ path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // proc(5): some 1.5 KB.
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = unsafe read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    private static func count(_ path: String) -> Int? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        return count - 2 // . and ..
    }
}
