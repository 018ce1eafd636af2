extension SecretEncoding {
    /// RFC 3986, 2.1.
    static func percent(_ input: [UInt8], _ index: Int) -> Character {
        switch HexDigits(input, index + 1, count: 2) {
        case .value(let value): .byte(UInt8(value), length: 3)
        case .ended: .partial
        case .notHex: .byte(input[index], length: 1)
        }
    }

    /// `%25` is the percent sign of the inner encoding.
    static func percentTwice(_ input: [UInt8], _ index: Int) -> Character {
        guard case .value(0x25) = HexDigits(input, index + 1, count: 2) else { return percent(input, index) }
        return switch HexDigits(input, index + 3, count: 2) {
        case .value(let value): .byte(UInt8(value), length: 5)
        case .ended: .partial
        case .notHex: .byte(UInt8(ascii: "%"), length: 3)
        }
    }
}
