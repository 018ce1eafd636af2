/// How single characters of a secret may be written where it is echoed.
enum SecretEncoding: CaseIterable {
    /// `form` is percent-encoding in which a plus is a space.
    case raw, percent, form, json

    enum Character: Equatable {
        /// A byte and how many bytes of input it is written in.
        case byte(UInt8, length: Int)
        /// The input ends inside an escape, or has ended.
        case partial
    }

    /// The byte written at `index`. What is no escape of this encoding stands for itself.
    func decode(_ input: [UInt8], _ index: Int) -> Character {
        guard index < input.count else { return .partial }
        let byte = input[index]
        return switch (self, byte) {
        case (.percent, UInt8(ascii: "%")), (.form, UInt8(ascii: "%")): Self.percent(input, index)
        case (.form, UInt8(ascii: "+")): .byte(UInt8(ascii: " "), length: 1)
        case (.json, UInt8(ascii: "\\")): Self.json(input, index)
        default: .byte(byte, length: 1)
        }
    }

    private static func percent(_ input: [UInt8], _ index: Int) -> Character {
        switch hex(input, index + 1, digits: 2) {
        case .value(let value): .byte(UInt8(value), length: 3)
        case .ended: .partial
        case .notHex: .byte(input[index], length: 1)
        }
    }

    /// RFC 8259, 7. Escapes above ASCII stand for several bytes; ``SecretMask`` looks for those as text.
    private static func json(_ input: [UInt8], _ index: Int) -> Character {
        guard index + 1 < input.count else { return .partial }
        switch input[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return .byte(input[index + 1], length: 2)
        case UInt8(ascii: "b"): return .byte(0x08, length: 2)
        case UInt8(ascii: "f"): return .byte(0x0c, length: 2)
        case UInt8(ascii: "n"): return .byte(0x0a, length: 2)
        case UInt8(ascii: "r"): return .byte(0x0d, length: 2)
        case UInt8(ascii: "t"): return .byte(0x09, length: 2)
        case UInt8(ascii: "u"):
            switch hex(input, index + 2, digits: 4) {
            case .value(let value) where value < 0x80: return .byte(UInt8(value), length: 6)
            case .ended: return .partial
            case .value, .notHex: return .byte(input[index], length: 1)
            }
        default: return .byte(input[index], length: 1)
        }
    }

    private enum Hex { case value(UInt32), ended, notHex }

    private static func hex(_ input: [UInt8], _ start: Int, digits: Int) -> Hex {
        var value: UInt32 = 0
        for index in start..<start + digits {
            guard index < input.count else { return .ended }
            guard let digit = input[index].hexValue else { return .notHex }
            value = value << 4 | UInt32(digit)
        }
        return .value(value)
    }
}
