/// An IPv4 or IPv6 address as a number, so that ranges are arithmetic and no two spellings differ.
package enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text: dotted decimal, or RFC 5952 without brackets.
    package var description: String {
        switch self {
        case .v4(let number):
            return "\(number >> 24).\(number >> 16 & 0xff).\(number >> 8 & 0xff).\(number & 0xff)"
        case .v6(let number):
            let groups = (0..<8).map { UInt16(truncatingIfNeeded: number >> (112 - 16 * $0)) }
            let text = { (range: Range<Int>) in groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
            guard let zeros = Self.longestRunOfZeros(groups) else { return text(0..<8) }
            return text(0..<zeros.lowerBound) + "::" + text(zeros.upperBound..<8)
        }
    }

    /// RFC 5952: the first of the longest runs of at least two zero groups is the one that `::` stands for.
    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > longest.count { longest = start..<index }
            start = index + 1
        }
        return longest.count > 1 ? longest : nil
    }
}
