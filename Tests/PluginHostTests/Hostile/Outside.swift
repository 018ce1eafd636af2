import Glibc

/// What is seen of processes and files from outside, as root sees it.
enum Outside {
    /// The beginning of a file, which may be one of /proc without a size; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Where a symbolic link leads.
    static func target(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink(path, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The names in a folder; none when it cannot be read.
    static func names(_ path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }

    static func status(_ path: String) -> stat? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status : nil
    }

    /// A line of /proc/<process>/status, without its name.
    static func field(_ name: String, of process: pid_t) -> String? {
        let lines = text("/proc/\(process)/status")?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1).drop { $0 == "\t" }) }
    }

    /// The processes that have this one as parent.
    static func children(of process: pid_t) -> [pid_t] {
        names("/proc/\(process)/task").flatMap { thread in
            text("/proc/\(process)/task/\(thread)/children")?.split(separator: " ").compactMap { pid_t($0) } ?? []
        }
    }
}
