extension Scanner {
    /// Throws when the bytes from `start` up to `end` are not UTF-8 as RFC 3629 has it: no overlong forms, no surrogates.
    func checkUTF8(_ start: Int, _ end: Int) throws(Fault) {
        var next = start
        while next < end {
            let lead = byte(at: next)
            if lead < 0x80 { next += 1; continue }
            let length = sequenceLength(lead, at: next, end: end)
            guard length > 0 else { throw Fault(code: .invalidUTF8, offset: next) }
            next += length
        }
    }

    /// The length of the well-formed sequence at `next`, of which `lead` is the first byte; 0 when there is none.
    /// The ranges of the second byte are table 3-7 of the Unicode Standard.
    private func sequenceLength(_ lead: UInt8, at next: Int, end: Int) -> Int {
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead <= 0xF4, next + length <= end else { return 0 }
        let second: ClosedRange<UInt8> = switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
        guard second.contains(byte(at: next + 1)) else { return 0 }
        for offset in 2..<max(length, 2) where byte(at: next + offset) & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The text of a token; `scratch` is room to unescape into, kept by the caller for the next string.
    @inline(__always)
    func text(of token: StringToken, scratch: inout [UInt8]) -> String {
        token.hasEscapes ? unescaped(token, &scratch) : text(token.start, token.end, isASCII: token.isASCII)
    }

    /// Bytes known to be ASCII.
    func ascii(_ start: Int, _ end: Int) -> String { text(start, end, isASCII: true) }

    /// The scanner has checked the bytes, so the string need not do it again.
    @inline(__always)
    private func text(_ start: Int, _ end: Int, isASCII: Bool) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(start: base + start, count: end - start)
        return unsafe String(copying: UTF8Span(unchecked: bytes.bindMemory(to: UInt8.self).span, isKnownASCII: isASCII))
    }

    private func unescaped(_ token: StringToken, _ scratch: inout [UInt8]) -> String {
        scratch.removeAll(keepingCapacity: true)
        var scanner = self
        scanner.position = token.start
        while scanner.position < token.end {
            if scanner.current == UInt8(ascii: "\\"), let scalar = try? scanner.escape() {
                scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                scratch.append(scanner.current)
                scanner.position += 1
            }
        }
        return String(decoding: scratch, as: UTF8.self)
    }
}
