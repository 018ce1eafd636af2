/// The byte sequences that betray a secret, in a table by first byte. Escapes of single characters are ``SecretEncoding``'s.
struct SecretNeedles: Sendable {
    private let byFirst: [UInt8: [[UInt8]]]
    /// A bit for each pair of bytes with which a needle, or an escape within its first two characters, may begin.
    private let pairs: [UInt64]

    init(_ secrets: [String]) {
        let needles = Set(secrets.filter { $0.utf8.count >= SecretMask.minimumLength }.flatMap(Self.spellings))
        byFirst = Dictionary(grouping: needles) { $0[0] }
        var pairs = [UInt64](repeating: 0, count: needles.isEmpty ? 0 : 1024)
        for needle in needles {
            for second in [needle[1]] + SecretEncoding.escapes { Self.set(&pairs, needle[0], second) }
        }
        if !needles.isEmpty {
            for first in SecretEncoding.escapes {
                for second in UInt8.min...UInt8.max { Self.set(&pairs, first, second) }
            }
        }
        self.pairs = pairs
    }

    var isEmpty: Bool { byFirst.isEmpty }

    subscript(first byte: UInt8) -> [[UInt8]] { byFirst[byte] ?? [] }

    /// The first place at or after `start` where something may begin; the last byte of the input always may.
    func candidate(in input: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < input.count, !mayBegin(input[index], input[index + 1]) { index += 1 }
        return index
    }

    private func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
        pairs[Int(first) << 2 | Int(second) >> 6] >> (UInt64(second) & 63) & 1 == 1
    }

    private static func set(_ pairs: inout [UInt64], _ first: UInt8, _ second: UInt8) {
        pairs[Int(first) << 2 | Int(second) >> 6] |= 1 << (UInt64(second) & 63)
    }

    /// Itself; in both alphabets its Base64 alone and within other text, in three alignments; and its hexadecimal digits.
    private static func spellings(of secret: String) -> [[UInt8]] {
        let bytes = Array(secret.utf8)
        var spellings = [bytes, hex(bytes, "0123456789abcdef"), hex(bytes, "0123456789ABCDEF")]
        for alphabet in [Base64.standard, Base64.urlSafe] {
            let alone = Base64.unpadded(bytes, alphabet)
            spellings += [alone, alone + Base64.padding(alone.count)]
            spellings += (0..<3).map { Array(Base64.fixedDigits(bytes, offset: $0, alphabet)) }
        }
        return spellings.filter { $0.count >= SecretMask.minimumLength }
    }

    private static func hex(_ bytes: [UInt8], _ alphabet: String) -> [UInt8] {
        let digits = Array(alphabet.utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
