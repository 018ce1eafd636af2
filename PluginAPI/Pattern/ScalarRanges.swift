extension [ClosedRange<Unicode.Scalar>] {
    /// The same scalars in as few ranges as there can be, in order.
    func merged() -> Self {
        var merged: Self = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound.next.map({ range.lowerBound <= $0 }) ?? true {
                merged[merged.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// What lies between the ranges, which are merged.
    func gaps() -> Self {
        var gaps: Self = []
        var next: Unicode.Scalar? = "\0"
        for range in self {
            if let start = next, let end = range.lowerBound.previous, start <= end { gaps.append(start...end) }
            next = range.upperBound.next
        }
        if let start = next { gaps.append(start..."\u{10FFFF}") }
        return gaps
    }
}

extension Unicode.Scalar {
    /// Neighbours skip the surrogates, which are no scalars.
    fileprivate var previous: Unicode.Scalar? { value == 0xE000 ? "\u{D7FF}" : value == 0 ? nil : Unicode.Scalar(value - 1) }
    fileprivate var next: Unicode.Scalar? { value == 0xD7FF ? "\u{E000}" : Unicode.Scalar(value + 1) }
}
