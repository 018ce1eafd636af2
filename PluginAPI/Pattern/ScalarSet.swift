/// A set of Unicode scalars: ranges and properties, perhaps inverted. ASCII is decided by one bit test, the ranges beyond by
/// binary search.
struct ScalarSet: Hashable {
    /// What a set is made of.
    struct Members: Hashable {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var properties: [Test] = []
    }

    struct Test: Hashable {
        var property: ScalarProperty
        var isNegated = false
    }

    /// The ranges are in order and do not touch.
    private let members: Members
    private let isInverted: Bool
    private let ignoresCase: Bool
    /// The answers for the scalars 0...63 and 64...127.
    private let ascii: [UInt64]

    init(_ members: Members, isInverted: Bool = false, ignoresCase: Bool = false) {
        var members = members
        if ignoresCase { members.addFoldedForms() }
        members.ranges = members.ranges.merged()
        self.init(merged: members, isInverted: isInverted, ignoresCase: ignoresCase)
    }

    private init(merged members: Members, isInverted: Bool, ignoresCase: Bool) {
        self.members = members
        self.isInverted = isInverted
        self.ignoresCase = ignoresCase
        ascii = [0, 64].map { (base: UInt8) in
            (0..<64).reduce(0) { (bits: UInt64, value: UInt8) in
                let isMember = members.contain(Unicode.Scalar(base + value), ignoringCase: ignoresCase)
                return isMember != isInverted ? bits | 1 << UInt64(value) : bits
            }
        }
    }

    init(_ ranges: ClosedRange<Unicode.Scalar>...) {
        self.init(Members(ranges: ranges))
    }

    init(_ property: ScalarProperty, isNegated: Bool) {
        self.init(Members(properties: [Test(property: property, isNegated: isNegated)]))
    }

    @inline(__always)
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        guard value < 128 else { return members.contain(scalar, ignoringCase: ignoresCase) != isInverted }
        return ascii[Int(value >> 6)] >> UInt64(value & 63) & 1 == 1
    }

    var inverted: ScalarSet {
        ScalarSet(merged: members, isInverted: !isInverted, ignoresCase: ignoresCase)
    }

    /// This set and every scalar that differs from one in it by case only.
    var ignoringCase: ScalarSet {
        ScalarSet(members, isInverted: isInverted, ignoresCase: true)
    }

    /// The same set without inversion, to be made part of another. Only the built-in sets are inverted where this is called,
    /// and they consist of ranges alone.
    var plainMembers: Members {
        isInverted ? Members(ranges: members.ranges.gaps()) : members
    }
}

extension ScalarSet.Members {
    mutating func formUnion(_ other: Self) {
        ranges += other.ranges
        properties += other.properties
    }

    func contain(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        contain(scalar) || ignoringCase && (contain(scalar.caseFolded) || contain(scalar.upperCased))
    }

    private func contain(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].lowerBound <= scalar { return true }
        return properties.contains { $0.property.holds(for: scalar) != $0.isNegated }
    }

    /// Large ranges almost always hold both cases; of small ones the folded forms are added.
    fileprivate mutating func addFoldedForms() {
        for range in ranges where range.upperBound.value - range.lowerBound.value < 1024 {
            for value in range.lowerBound.value...range.upperBound.value {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let folded = scalar.caseFolded
                if folded != scalar { ranges.append(folded...folded) }
            }
        }
    }
}

extension ScalarSet {
    static let all = ScalarSet("\0"..."\u{10FFFF}")
    static let digits = ScalarSet("0"..."9")
    static let wordScalars = ScalarSet("0"..."9", "A"..."Z", "_"..."_", "a"..."z")
    /// LineTerminator of ECMA-262.
    static let lineEnds = ScalarSet("\n"..."\n", "\r"..."\r", "\u{2028}"..."\u{2029}")
    /// WhiteSpace and LineTerminator of ECMA-262.
    static let whiteSpace = ScalarSet(
        "\t"..."\r", " "..." ", "\u{A0}"..."\u{A0}", "\u{1680}"..."\u{1680}", "\u{2000}"..."\u{200A}", "\u{2028}"..."\u{2029}",
        "\u{202F}"..."\u{202F}", "\u{205F}"..."\u{205F}", "\u{3000}"..."\u{3000}", "\u{FEFF}"..."\u{FEFF}"
    )
}
