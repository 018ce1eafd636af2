/// Bytes that mean exactly one list of values.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    /// - Parameter purpose: What the values are, so that bytes of one kind never pass for another.
    init(_ purpose: String) {
        bytes.reserveCapacity(320)
        add(purpose)
    }

    mutating func add(_ part: [UInt8]) {
        add(length: UInt32(truncatingIfNeeded: part.count))
        bytes += part
    }

    mutating func add(_ text: String?) {
        guard let text else { return add(length: .max) }
        add(length: UInt32(truncatingIfNeeded: text.utf8.count))
        bytes += text.utf8
    }

    mutating func add(_ number: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift))) }
    }

    private mutating func add(length: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
}
