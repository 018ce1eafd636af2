import CLinux

/// How a worker is to live: what its hello says.
struct WorkerPlan: Sendable {
    /// The plugin's sealed bytes.
    let image: Descriptor
    /// The first 8 hex digits of their SHA-256, for reports.
    let build: String
    /// Folders with the runtime this plugin's toolchain needs, first in the library path; may be empty.
    let libraries: [String]
    var memory: UInt64
    /// Calls at once; a blocking plugin needs a thread for each.
    var concurrency: Int
    /// What a cancelled call has before it is given up.
    let grace: Duration
    /// From the hello to READY.
    let startTime: Duration
    let sandbox: SandboxPolicy
    /// Lock down, report, and end; the image is not looked at.
    var isProbe = false

    /// Threads of a plugin's own (libdispatch, Swift concurrency) beside those that serve it.
    private static let ownThreads: UInt32 = 64
    /// A thread that runs invoke and one or two more for cancels and replies: none of them blocks.
    private static let servingThreads: UInt32 = 3
    private static let blockingThreads = 64
    private static let descriptors: UInt32 = 64

    /// Threads for calls of a plugin that blocks.
    private var blocking: UInt32 { UInt32(min(concurrency, Self.blockingThreads)) }

    /// All threads it may have.
    var threads: UInt32 { Self.ownThreads + max(blocking, Self.servingThreads) + 1 }

    func hello(host: pid_t, user: UInt32) -> frame_hello {
        frame_hello(
            protocol: FRAME_PROTOCOL, host: host, wanted: sandbox.wanted.rawValue, needed: sandbox.needed.rawValue,
            landlock: UInt32(clamping: sandbox.landlockABI), user: user, memory: memory,
            threads: threads, serving: Self.servingThreads, blocking: blocking, descriptors: Self.descriptors, probe: isProbe ? 1 : 0
        )
    }
}
