/// A fresh run on its way to the loop, in memory: nothing of it has to be read back.
struct PendingRun: Sendable {
    let header: RunHeader
    let input: RunInput
    let lease: RunLease
    /// Rows that are not stored yet; they are committed together with the first attempt's start.
    let creation: NewRun?
    /// Called once: the run is durable, or why it is not.
    let accepted: @Sendable (Result<Void, any Error>) -> Void
}
