/// Text in lines of at most 76 printable ASCII characters (RFC 2045, 6.7), which mail programs show as it was.
enum QuotedPrintable {
    private static let lineLength = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Lines of `text` end in `\n` or `\r\n`; those of the result in CRLF, the last one, too.
    static func encode(_ text: String) -> [UInt8] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.last == "" { lines.removeLast() }
        return lines.flatMap { encode(line: Array($0.utf8)) + [0x0d, 0x0a] }
    }

    private static func encode(line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var column = 0
        for (index, byte) in line.enumerated() {
            let unit = encode(byte, isLast: index == line.count - 1)
            // A soft line break, `=`, needs a column itself.
            if column + unit.count > lineLength - 1 {
                result += [UInt8(ascii: "="), 0x0d, 0x0a]
                column = 0
            }
            result += unit
            column += unit.count
        }
        return result
    }

    private static func encode(_ byte: UInt8, isLast: Bool) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "="): escape(byte)
        case 0x21...0x7e: [byte]
        // A blank at the end of a line gets lost on the way.
        case 0x20, 0x09: isLast ? escape(byte) : [byte]
        default: escape(byte)
        }
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
