import Glibc

/// File descriptors of this process: one for each connection, plugin worker and file.
enum OpenFiles {
    /// How many may be open at once.
    static var limit: Int {
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the limit as far as the administrator allows. The lower one that processes begin with protects programs that
    /// use select(2), which fails above 1,024; nothing here does.
    static func raiseLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(resource, &limit)
    }

    /// Half of them may be connections, so that a flood of clients takes no worker's or file's.
    static var connections: Int { max(16, min(10_000, limit / 2)) }

    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
}
