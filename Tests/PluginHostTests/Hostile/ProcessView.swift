import Glibc

/// A process as it looks from outside, to be compared with how it looks later.
struct ProcessView: Equatable {
    /// What its descriptors lead to, in order of their numbers: `socket:[42]`, `anon_inode:[io_uring]`.
    var descriptors: [String]
    /// Shared memory it has mapped.
    var sharedMemory: Bool
    var limits: String?
    var users: String?
    var root: String?
    var folder: String?
    var name: String?
    /// Of its threads.
    var personalities: Set<String>
    /// The namespaces of its threads and children.
    var namespaces: Set<String>
    var children: [pid_t]
    /// Kernel keys of its user.
    var keys: Int
    /// The most memory it ever had.
    var peakMegabytes: Int

    init(_ process: pid_t) {
        let children = Outside.children(of: process)
        let numbers = Outside.names("/proc/\(process)/fd").compactMap { Int($0) }.sorted()
        descriptors = numbers.compactMap { Outside.target("/proc/\(process)/fd/\($0)") }
        sharedMemory = Outside.text("/proc/\(process)/maps")?.contains(" rw-s ") == true
        limits = Outside.text("/proc/\(process)/limits")
        users = Outside.field("Uid", of: process)
        root = Outside.target("/proc/\(process)/root")
        folder = Outside.target("/proc/\(process)/cwd")
        name = Outside.text("/proc/\(process)/comm")
        personalities = Set(Outside.names("/proc/\(process)/task").compactMap { Outside.text("/proc/\(process)/task/\($0)/personality") })
        let tasks = Outside.names("/proc/\(process)/task").map { "/proc/\(process)/task/\($0)/ns/" } + children.map { "/proc/\($0)/ns/" }
        namespaces = tasks.reduce(into: []) { all, folder in
            all.formUnion(["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"].compactMap { Outside.target(folder + $0) })
        }
        self.children = children
        keys = Self.keys(of: users?.split(separator: "\t").first ?? "")
        peakMegabytes = Outside.field("VmHWM", of: process)?.split(separator: " ").first.flatMap { Int($0) }.map { $0 / 1024 } ?? 0
    }

    /// `  0:   12 11/11 5/1000000 89/25000000`: of a user id, the fourth field counts the keys it pays for.
    private static func keys(of user: some StringProtocol) -> Int {
        let rows = Outside.text("/proc/key-users")?.split(separator: "\n").map { $0.split { $0 == " " || $0 == "/" } } ?? []
        return rows.first { $0.first.map(String.init) == user + ":" }.flatMap { $0.count > 4 ? Int($0[4]) : nil } ?? 0
    }

    /// What descriptors lead to here and did not before.
    func opened(since before: ProcessView) -> [String] {
        descriptors.filter { !before.descriptors.contains($0) }
    }
}
