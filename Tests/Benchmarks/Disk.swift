import CLinux
import Glibc

/// The disk under the figures.
enum Disk {
    /// tmpfs and ramfs, by the magic numbers of statfs(2).
    static func isMemory(_ folder: String) -> Bool {
        var status = statfs()
        return unsafe statfs(folder, &status) == 0 && [0x0102_1994, 0x8584_58F6].contains(Int64(status.f_type))
    }

    /// Microseconds for a 4 KiB write to become durable.
    static func fsyncMedian(_ folder: String) -> Double {
        let path = "\(folder)/fsync"
        let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer {
            close(descriptor)
            unsafe unlink(path)
        }
        let page = [UInt8](repeating: 0x70, count: 4096)
        let clock = ContinuousClock()
        var samples = Samples(reserving: 500)
        for round in 0..<500 {
            samples.add(clock.measure {
                _ = unsafe pwrite(descriptor, page, page.count, round * page.count)
                fdatasync(descriptor)
            })
        }
        return samples.percentile(0.5)
    }
}

/// A folder for one section, beside the build so that it is on the same disk.
enum Scratch {
    private static let variable = "PATCHBAY_BENCH_SCRATCH"

    /// Where the processes started from here make theirs: so nothing stays behind of one that is ended.
    static func share(_ folder: String) {
        unsafe setenv(variable, folder, 1)
    }

    static func make() throws -> String {
        let parent = unsafe getenv(variable).map { unsafe String(cString: $0) } ?? ".build"
        var template = Array("\(parent)/bench-XXXXXX".utf8CString)
        guard let path = unsafe template.withUnsafeMutableBufferPointer({ unsafe mkdtemp($0.baseAddress!) }) else {
            throw BenchmarkError("No scratch folder in \(parent); run from the repository.")
        }
        guard let full = unsafe realpath(path, nil) else { throw BenchmarkError("No scratch folder.") }
        defer { unsafe free(full) }
        return unsafe String(cString: full)
    }

    static func remove(_ folder: String) {
        _ = try? ChildProcess.output(of: "rm", ["-rf", folder])
    }
}
