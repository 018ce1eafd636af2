/// UUID version 7 (RFC 9562, section 5.7) written in Crockford's base32.
enum UUIDv7 {
    static let base32Length = 26
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    static func base32(milliseconds: Int64, using generator: inout some RandomNumberGenerator) -> String {
        let random: (UInt64, UInt64) = (generator.next(), generator.next())
        let high = UInt64(truncatingIfNeeded: milliseconds) << 16 | 0x7000 | random.0 & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.1 >> 2
        return text(of: UInt128(high) << 64 | UInt128(low))
    }

    /// Whether `text` is what `base32` could have written: 26 digits whose 130 bits hold no more than 128.
    static func isBase32(_ text: some Collection<UInt8>) -> Bool {
        text.count == base32Length && text.first.map { $0 <= UInt8(ascii: "7") } == true && text.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): !"ilou".utf8.contains(byte)
        default: false
        }
    }

    private static func text(of value: UInt128) -> String {
        unsafe String(unsafeUninitializedCapacity: base32Length) { buffer in
            var rest = value
            for index in stride(from: base32Length - 1, through: 0, by: -1) {
                unsafe buffer[index] = alphabet.utf8Start[Int(truncatingIfNeeded: rest & 31)]
                rest >>= 5
            }
            return base32Length
        }
    }
}
