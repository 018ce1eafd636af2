import CLinux
import Glibc

/// What the disk under the data folder gives: room, and how long it takes to make a write durable.
enum DiskExamination {
    private static let rounds = 50

    static func findings(folder: String) -> [Finding] {
        [room(folder), durability(folder)]
    }

    private static func room(_ folder: String) -> Finding {
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return Finding("disk", .no, "\(folder) cannot be examined") }
        let megabytes = UInt64(status.f_bavail) * UInt64(status.f_frsize) / 1_000_000
        guard megabytes < 1000 else { return Finding("disk", .yes, "\(megabytes / 1000) GB free in \(folder)") }
        return Finding("disk", .weak, "\(megabytes) MB free in \(folder)", remedy: "free some space, or set data to a larger disk")
    }

    private static func durability(_ folder: String) -> Finding {
        let path = "\(folder)/.doctor-\(getpid())"
        let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            return Finding("fsync", .no, "\(folder) is not writable", remedy: "chown it to the user that runs patchbay")
        }
        defer {
            close(descriptor)
            unsafe unlink(path)
        }
        let page = [UInt8](repeating: 0x70, count: 4096)
        let clock = ContinuousClock()
        let times = (0..<rounds).map { _ in
            clock.measure {
                _ = unsafe pwrite(descriptor, page, page.count, 0)
                fdatasync(descriptor)
            }
        }.sorted()
        let microseconds = Int(times[rounds / 2] / .microseconds(1))
        if isMemory(descriptor) {
            return Finding("fsync", .weak, "\(folder) is in memory: nothing survives a power failure", remedy: "set data to a folder on a disk")
        }
        return Finding("fsync", microseconds > 20_000 ? .weak : .yes, "\(microseconds) µs at the median of \(rounds)",
            remedy: microseconds > 20_000 ? "set data to a faster disk; each accepted webhook waits for one fsync" : nil)
    }

    /// tmpfs and ramfs, by the magic numbers of statfs(2).
    private static func isMemory(_ descriptor: Int32) -> Bool {
        var status = statfs()
        return unsafe fstatfs(descriptor, &status) == 0 && [0x0102_1994, 0x8584_58F6].contains(Int64(status.f_type))
    }
}
