extension SecretEncoding {
    /// RFC 8259, 7, and what other quoted strings know besides: `\'` and `\x27`.
    static func backslash(_ input: [UInt8], _ index: Int) -> Character {
        guard index + 1 < input.count else { return .partial }
        switch input[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"): return .byte(input[index + 1], length: 2)
        case UInt8(ascii: "b"): return .byte(0x08, length: 2)
        case UInt8(ascii: "f"): return .byte(0x0c, length: 2)
        case UInt8(ascii: "n"): return .byte(0x0a, length: 2)
        case UInt8(ascii: "r"): return .byte(0x0d, length: 2)
        case UInt8(ascii: "t"): return .byte(0x09, length: 2)
        case UInt8(ascii: "x"): return hex(input, index)
        case UInt8(ascii: "u"): return unicode(input, index)
        default: return .byte(input[index], length: 1)
        }
    }

    private static func hex(_ input: [UInt8], _ index: Int) -> Character {
        switch HexDigits(input, index + 2, count: 2) {
        case .value(let value): .byte(UInt8(value), length: 4)
        case .ended: .partial
        case .notHex: .byte(input[index], length: 1)
        }
    }

    /// A UTF-16 code unit, or the pair of them that characters above U+FFFF are written as.
    private static func unicode(_ input: [UInt8], _ index: Int) -> Character {
        switch HexDigits(input, index + 2, count: 4) {
        case .ended: return .partial
        case .notHex: return .byte(input[index], length: 1)
        case .value(let value) where value < 0x80: return .byte(UInt8(value), length: 6)
        case .value(let value):
            if let scalar = Unicode.Scalar(value) { return .scalar(scalar, length: 6) }
            return value < 0xdc00 ? surrogates(value, input, index) : .byte(input[index], length: 1)
        }
    }

    private static func surrogates(_ high: UInt32, _ input: [UInt8], _ index: Int) -> Character {
        let mark = input[(index + 6)...].prefix(2)
        guard mark.elementsEqual("\\u".utf8.prefix(mark.count)) else { return .byte(input[index], length: 1) }
        switch HexDigits(input, index + 8, count: 4) {
        case .ended: return .partial
        case .value(let low) where (0xdc00..<0xe000).contains(low):
            let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
            return scalar.map { .scalar($0, length: 12) } ?? .byte(input[index], length: 1)
        case .value, .notHex: return .byte(input[index], length: 1)
        }
    }
}
