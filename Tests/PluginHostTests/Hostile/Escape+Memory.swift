import Glibc

extension Escape {
    static let memory = [
        Escape("share-memory") { $0.after.sharedMemory },
        Escape("share-segment") { aftermath in
            let columns = Outside.text("/proc/sysvipc/shm")?.split(separator: "\n").map { $0.split(separator: " ") } ?? []
            return columns.contains { $0.count > 4 && $0[4] == "\(aftermath.process)" }
        },
        Escape("share-semaphore", { _ in "\(key)" }) { _ in
            let isThere = Outside.text("/proc/sysvipc/sem")?.contains("\(key) ") == true
            if isThere { try? Fixture.run(["ipcrm", "--semaphore-key", "\(key)"]) }
            return isThere
        },
        Escape("share-named", { "/" + $0.secret }) { unsafe unlink("/dev/shm/" + $0.scene.secret) == 0 },
        Escape("share-queue", { "/" + $0.secret }) { aftermath in aftermath.opened.contains { $0.hasPrefix("/" + aftermath.scene.secret) } },
        Escape("take-memory") { $0.after.peakMegabytes > 300 },
        Escape("take-stacks") { $0.after.peakMegabytes > 300 },
    ]

    /// Of a semaphore, decimal.
    private static let key = 1_885_434_979
}
