/// Where plugins are, and how they are run.
package struct PluginHostConfiguration: Sendable {
    /// `plugins.d`.
    package var folder: String
    /// `patchbay-worker`.
    package var worker: String
    /// Folders with Swift's runtime libraries, by toolchain as plugins note it: `"swift-6.3.1"`.
    package var runtimes: [String: String]
    package var sandbox = SandboxPolicy.required
    /// A worker unused for so long is stopped.
    package var idleStop: Duration = .seconds(300)
    /// What a cancelled call has before it is given up.
    package var grace: Duration = .seconds(2)
    /// What a worker has to lock itself in and load its plugin.
    package var startTime: Duration = .seconds(5)
    /// When a plugin that crashes may start again.
    package var restart = RestartPolicy.Rules()
    /// Where what is known of the plugins is kept from one start to the next; nil: nowhere.
    package var cache: String?
    /// Where is kept what must outlive the host, quarantines and approvals; nil: nowhere.
    package var ledger: String?
    /// Whether a build that asks for more than the one before must be approved.
    package var holdsUpgrades = true
    /// For tools that look at an installation: what an earlier host has kept is read, and nothing is written.
    package var onlyLooks = false
    /// Whether the kernel is asked to tell of changes in the folder. It is read every five seconds in any case.
    package var watchesFolder = true
    /// What the look-around in between goes by.
    package var clock: any Clock<Duration> & Sendable = ContinuousClock()
    /// User ids for workers, when the host is root: numbers that systemd's table of ids leaves unused.
    package var users: ClosedRange<UInt32> = 60706...61183
    /// Where the root hosts of one machine tell each other which of them are taken: gone with a reboot, as they are.
    package var userRegister = "/run/patchbay/worker-users"

    package init(folder: String, worker: String = HostFiles.worker, runtimes: [String: String] = HostFiles.runtimes) {
        self.folder = folder
        self.worker = worker
        self.runtimes = runtimes
    }
}
