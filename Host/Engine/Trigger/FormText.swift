/// Text as forms and query strings write it: `+` is a space, `%41` a byte.
enum FormText {
    /// What is not a proper escape stands for itself; what is not UTF-8 is repaired.
    static func decode(_ text: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexValue(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexValue(_ digits: some Collection<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        return digits.reduce(0 as UInt8?) { value, digit in
            guard let value, let nibble = Character(UnicodeScalar(digit)).hexDigitValue, digit < 0x80 else { return nil }
            return value << 4 | UInt8(nibble)
        }
    }
}
