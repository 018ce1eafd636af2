/// The admin's choices for running workflows.
package struct ExecutorConfiguration: Sendable {
    /// Names this host among those alive at the same time, and is the same after a restart: so it finds its own leases.
    package var owner: String
    /// Runs at once; further ones wait in the database.
    package var maximumRuns: Int
    /// How long a run stays with a host that stopped renewing.
    package var leaseDuration: Duration
    /// How long shutdown waits for running attempts; runs that take longer are taken up after the next start.
    package var shutdownGrace: Duration

    package init(
        owner: String = "local", maximumRuns: Int = 256, leaseDuration: Duration = .seconds(30), shutdownGrace: Duration = .seconds(20)
    ) {
        self.owner = owner
        self.maximumRuns = maximumRuns
        self.leaseDuration = leaseDuration
        self.shutdownGrace = shutdownGrace
    }
}
