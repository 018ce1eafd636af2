/// How single characters of a secret may be written where it is echoed.
enum SecretEncoding: CaseIterable {
    /// `percentTwice` is a URL within a URL, `form` percent-encoding in which a plus is a space.
    case raw, percent, percentTwice, form, json, html

    enum Character: Equatable {
        /// A byte and how many bytes of input it is written in.
        case byte(UInt8, length: Int)
        /// A character beyond ASCII that is written as one.
        case scalar(Unicode.Scalar, length: Int)
        /// The input ends inside an escape, or has ended.
        case partial
    }

    /// The byte or character written at `index`. What is no escape of this encoding stands for itself.
    func decode(_ input: [UInt8], _ index: Int) -> Character {
        guard index < input.count else { return .partial }
        let byte = input[index]
        return switch (self, byte) {
        case (.percent, UInt8(ascii: "%")), (.form, UInt8(ascii: "%")): Self.percent(input, index)
        case (.percentTwice, UInt8(ascii: "%")): Self.percentTwice(input, index)
        case (.form, UInt8(ascii: "+")): .byte(UInt8(ascii: " "), length: 1)
        case (.json, UInt8(ascii: "\\")): Self.backslash(input, index)
        case (.html, UInt8(ascii: "&")): Self.reference(input, index)
        default: .byte(byte, length: 1)
        }
    }

    static func isEscape(_ byte: UInt8) -> Bool { escapes.contains(byte) }

    /// The bytes that begin an escape in some encoding.
    static let escapes = Array("%\\+&".utf8)
}

/// Hexadecimal digits in the input.
enum HexDigits {
    case value(UInt32), ended, notHex

    init(_ input: [UInt8], _ start: Int, count: Int) {
        var value: UInt32 = 0
        for index in start..<start + count {
            guard index < input.count else {
                self = .ended
                return
            }
            guard let digit = input[index].hexValue else {
                self = .notHex
                return
            }
            value = value << 4 | UInt32(digit)
        }
        self = .value(value)
    }
}
