internal import CCurl

/// The open connections of one policy. Confined to the transfer thread.
@safe
final class ConnectionPool {
    let share: UnsafeMutableRawPointer
    var transfers = 0
    var lastUsed = ContinuousClock.now

    init?() {
        guard let share = unsafe curl_share_init() else { return nil }
        unsafe self.share = share
        unsafe ccurl_share_connections(share)
    }

    func isUnused(for lifetime: Duration, at now: ContinuousClock.Instant) -> Bool {
        transfers == 0 && now - lastUsed >= lifetime
    }

    /// Closes the connections; no transfer may use the pool any more.
    deinit {
        unsafe curl_share_cleanup(share)
    }
}
