extension Scanner {
    /// The content of a string, between its quotes, fully checked.
    struct StringToken {
        let start: Int
        let end: Int
        let isASCII: Bool
        let hasEscapes: Bool
    }

    /// Passes a string, of which the opening quote has been seen.
    @inline(__always)
    mutating func string() throws(Fault) -> StringToken {
        let start = position + 1
        var isASCII = true
        let stop = plainRun(from: start, isASCII: &isASCII)
        guard stop < count, byte(at: stop) == UInt8(ascii: "\"") else {
            return try rest(of: start, from: stop, isASCII: isASCII)
        }
        if !isASCII { try checkUTF8(start, stop) }
        position = stop + 1
        return StringToken(start: start, end: stop, isASCII: isASCII, hasEscapes: false)
    }

    /// The token that started at `start` and met at `stop` something other than plain text or the closing quote.
    private mutating func rest(of start: Int, from stop: Int, isASCII: Bool) throws(Fault) -> StringToken {
        var isASCII = isASCII
        position = stop
        while current != UInt8(ascii: "\"") {
            guard !isAtEnd else { throw unexpected(.endOfString) }
            guard current == UInt8(ascii: "\\") else { throw fault(.controlCharacter, at: position) }
            _ = try escape()
            position = plainRun(from: position, isASCII: &isASCII)
        }
        let end = position
        if !isASCII { try checkUTF8(start, end) }
        position = end + 1
        return StringToken(start: start, end: end, isASCII: isASCII, hasEscapes: true)
    }

    /// The first quote, backslash, control character or the end, from `start` on.
    @inline(__always)
    private func plainRun(from start: Int, isASCII: inout Bool) -> Int {
        var next = start
        var high: UInt64 = 0
        while next + 8 <= count {
            let word = word(at: next)
            let stops = ByteScan.stops(in: word)
            if stops != 0 {
                let length = stops.trailingZeroBitCount >> 3
                // Bits of the bytes before the stop; a shift by 64 is defined as zero by `<<` on Swift integers.
                if (high | word & ~(~0 << UInt64(length * 8))) & ByteScan.highBits != 0 { isASCII = false }
                return next + length
            }
            high |= word
            next += 8
        }
        if high & ByteScan.highBits != 0 { isASCII = false }
        while next < count {
            let byte = byte(at: next)
            if ByteScan.isStop(byte) { break }
            if byte >= 0x80 { isASCII = false }
            next += 1
        }
        return next
    }

    /// Passes an escape and returns what it stands for.
    mutating func escape() throws(Fault) -> Unicode.Scalar {
        position += 1
        let letter = current
        guard let scalar = Self.escapes(letter) else {
            guard letter == UInt8(ascii: "u") else { throw fault(.invalidEscape, at: position, .escape) }
            return try unicodeEscape()
        }
        position += 1
        return scalar
    }

    private static func escapes(_ letter: UInt8) -> Unicode.Scalar? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: nil
        }
    }

    /// The position is at the `u`.
    private mutating func unicodeEscape() throws(Fault) -> Unicode.Scalar {
        let start = position - 1
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(first)), current == UInt8(ascii: "\\"), position + 1 < count,
            byte(at: position + 1) == UInt8(ascii: "u")
        else { throw fault(.loneSurrogate, at: start) }
        position += 1
        let second = try hexUnit()
        guard UTF16.isTrailSurrogate(UInt16(second)),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault(.loneSurrogate, at: start) }
        return scalar
    }

    /// Passes `uXXXX`.
    private mutating func hexUnit() throws(Fault) -> UInt32 {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexDigit(current) else { throw fault(.invalidEscape, at: position, .hexDigit) }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
