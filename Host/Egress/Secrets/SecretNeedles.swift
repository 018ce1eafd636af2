/// The byte sequences that betray a secret, in a table by first byte. Escapes of single characters are ``SecretEncoding``'s.
struct SecretNeedles: Sendable {
    let isEmpty: Bool
    private let byFirst: [[[UInt8]]]
    /// Whether a needle, or an escape, may begin with a byte.
    private let begins: [Bool]

    init(_ secrets: [String]) {
        let needles = Set(secrets.filter { $0.utf8.count >= SecretMask.minimumLength }.flatMap(Self.spellings))
        var table = Array(repeating: [[UInt8]](), count: 256)
        for needle in needles.sorted(by: { $0.count > $1.count }) { table[Int(needle[0])].append(needle) }
        isEmpty = needles.isEmpty
        byFirst = table
        begins = (0..<256).map { !table[$0].isEmpty || "%+\\".utf8.contains(UInt8($0)) }
    }

    func mayBegin(with byte: UInt8) -> Bool { begins[Int(byte)] }

    subscript(first byte: UInt8) -> [[UInt8]] { byFirst[Int(byte)] }

    /// Itself; in both alphabets its Base64 alone and within other text, in three alignments; and its ASCII-only JSON when it is not ASCII.
    private static func spellings(of secret: String) -> [[UInt8]] {
        let bytes = Array(secret.utf8)
        var spellings = [bytes]
        for alphabet in [Base64.standard, Base64.urlSafe] {
            let alone = Base64.unpadded(bytes, alphabet)
            spellings += [alone, alone + Base64.padding(alone.count)]
            spellings += (0..<3).map { Array(Base64.fixedDigits(bytes, offset: $0, alphabet)) }
        }
        if bytes.contains(where: { $0 >= 0x80 }) {
            spellings += [asciiJSON(secret), asciiJSON(secret, uppercase: true)]
        }
        return spellings.filter { $0.count >= SecretMask.minimumLength }
    }

    private static func asciiJSON(_ text: String, uppercase: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            guard unit >= 0x80 else { return [UInt8(unit)] }
            let digits = String(unit, radix: 16, uppercase: uppercase)
            return Array("\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
        }
    }
}
