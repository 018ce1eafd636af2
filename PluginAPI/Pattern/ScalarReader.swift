/// A place in a text, with the scalars on either side.
struct ScalarReader {
    /// The byte offset.
    let position: Int
    let previous: Unicode.Scalar?
    let next: Unicode.Scalar?
    private let end: Int

    /// The place at `position`, the start of a scalar or the end.
    init(at position: Int, in text: borrowing Span<UInt8>) {
        var start = position
        while start > 0, start == position || text[start] & 0xC0 == 0x80 { start -= 1 }
        self.init(at: position, after: start < position ? Self.decode(at: start, in: text).scalar : nil, in: text)
    }

    private init(at position: Int, after previous: Unicode.Scalar?, in text: borrowing Span<UInt8>) {
        self.position = position
        self.previous = previous
        if position < text.count {
            (next, end) = Self.decode(at: position, in: text)
        } else {
            (next, end) = (nil, position)
        }
    }

    /// The place after the next scalar.
    @inline(__always)
    func advanced(in text: borrowing Span<UInt8>) -> ScalarReader {
        ScalarReader(at: end, after: next, in: text)
    }

    func holds(_ assertion: Assertion) -> Bool {
        switch assertion {
        case .startOfText: previous == nil
        case .endOfText: next == nil
        case .startOfLine: previous.map(ScalarSet.lineEnds.contains) ?? true
        case .endOfLine: next.map(ScalarSet.lineEnds.contains) ?? true
        case .wordBoundary: isBetweenWordAndOther
        case .noWordBoundary: !isBetweenWordAndOther
        }
    }

    private var isBetweenWordAndOther: Bool {
        (previous.map(ScalarSet.wordScalars.contains) ?? false) != (next.map(ScalarSet.wordScalars.contains) ?? false)
    }

    /// The scalar at `position` of a valid UTF-8 text, and where the one after it starts.
    @inline(__always)
    private static func decode(at position: Int, in text: borrowing Span<UInt8>) -> (scalar: Unicode.Scalar?, end: Int) {
        let lead = text[position]
        guard lead >= 0x80 else { return (Unicode.Scalar(lead), position + 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(text[position + offset] & 0x3F) }
        return (Unicode.Scalar(value), position + length)
    }
}
