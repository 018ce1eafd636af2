extension Duration {
    /// Whole milliseconds, rounded up so that a wait is never cut short, and held within 31 years.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        let bounded = Int(min(max(seconds, -1_000_000_000), 1_000_000_000))
        return bounded * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
