extension Scanner {
    struct NumberToken {
        let start: Int
        let end: Int
        /// The value when the text is the shortest form of a 64-bit integer.
        let integer: Int64?
    }

    /// Passes a number, of which the first byte has been seen.
    mutating func number() throws(Fault) -> NumberToken {
        let start = position
        let isNegative = current == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let first = position
        let magnitude = digits()
        let length = position - first
        guard length > 0 else { throw fault(.invalidNumber, at: position, .digit) }
        guard length == 1 || byte(at: first) != UInt8(ascii: "0") else { throw fault(.invalidNumber, at: first + 1, .noDigit) }
        let isWhole = try !fractionAndExponent()
        return NumberToken(
            start: start, end: position,
            // 19 digits do not overflow 64 bits; more may have.
            integer: isWhole && length <= 19 ? Self.integer(magnitude, isNegative: isNegative) : nil
        )
    }

    func number(of token: NumberToken) -> JSONNumber {
        if let integer = token.integer { return JSONNumber(integer) }
        return JSONNumber(storage: .text(ascii(token.start, token.end)))
    }

    /// Passes digits and returns their value, wrapped around 64 bits.
    @inline(__always)
    private mutating func digits() -> UInt64 {
        var magnitude: UInt64 = 0
        var next = position
        while next < count {
            let digit = byte(at: next) &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            next += 1
        }
        position = next
        return magnitude
    }

    /// Whether there was either.
    @inline(__always)
    private mutating func fractionAndExponent() throws(Fault) -> Bool {
        let start = position
        if current == UInt8(ascii: ".") {
            position += 1
            try someDigits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try someDigits()
        }
        return position != start
    }

    private mutating func someDigits() throws(Fault) {
        let start = position
        _ = digits()
        guard position > start else { throw fault(.invalidNumber, at: position, .digit) }
    }

    private static func integer(_ magnitude: UInt64, isNegative: Bool) -> Int64? {
        // “-0” is not the shortest form of 0: it keeps its sign as text.
        guard isNegative else { return Int64(exactly: magnitude) }
        guard magnitude != 0, magnitude <= Int64.min.magnitude else { return nil }
        return 0 &- Int64(truncatingIfNeeded: magnitude)
    }
}
