/// The calls in progress in one worker, and for how long it has had any.
struct CallTable {
    private(set) var exchanges: [UInt64: Exchange] = [:]
    private var busy: Duration = .zero
    /// When the first of those in progress began.
    private var since = MonotonicTime.never

    mutating func insert(_ exchange: Exchange) {
        if exchanges.isEmpty { since = .now }
        exchanges[exchange.id] = exchange
    }

    mutating func remove(_ id: UInt64) -> Exchange? {
        guard let exchange = exchanges.removeValue(forKey: id) else { return nil }
        if exchanges.isEmpty { busy += .now - since }
        return exchange
    }

    /// How long it has had a call in progress, up to now.
    func busy(_ now: MonotonicTime) -> Duration {
        exchanges.isEmpty ? busy : busy + (now - since)
    }
}
