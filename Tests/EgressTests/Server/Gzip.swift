/// Writes gzip that is all repetition: one literal run, then the longest back reference over and over (RFC 1951, fixed codes).
/// The checksum is left wrong for bombs, which nobody reads to the end; short texts get a right one.
enum Gzip {
    static func repeating(_ text: String, times: Int) -> [UInt8] {
        let unit = Array(text.utf8)
        var bits = Bits()
        bits.write(0b1, 1)  // the last block,
        bits.write(0b01, 2)  // with fixed codes
        for byte in unit { bits.literal(byte) }
        var left = unit.count * (times - 1)
        while left >= 258 + 3 || left == 258 {
            bits.longestMatch(distance: unit.count)
            left -= 258
        }
        for index in 0..<left { bits.literal(unit[(unit.count * times - left + index) % unit.count]) }
        bits.code(0, 7)  // end of block
        let length = UInt32(truncatingIfNeeded: unit.count * times)
        let checksum = times < 1_000 ? crc((0..<times).flatMap { _ in unit }) : 0
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + bits.bytes + littleEndian(checksum) + littleEndian(length)
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
    }

    private struct Bits {
        private(set) var bytes: [UInt8] = []
        private var count = 0

        /// Numbers go lowest bit first.
        mutating func write(_ value: Int, _ length: Int) {
            for bit in 0..<length {
                if count % 8 == 0 { bytes.append(0) }
                if value >> bit & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(count % 8) }
                count += 1
            }
        }

        /// Codes go highest bit first.
        mutating func code(_ value: Int, _ length: Int) {
            for bit in (0..<length).reversed() { write(value >> bit & 1, 1) }
        }

        mutating func literal(_ byte: UInt8) {
            byte < 144 ? code(0x30 + Int(byte), 8) : code(0x190 + Int(byte) - 144, 9)
        }

        /// 258 bytes from `distance` (1 to 8) bytes back.
        mutating func longestMatch(distance: Int) {
            code(0xc5, 8)
            let (symbol, extra, extraBits) = distance <= 4 ? (distance - 1, 0, 0) : ((distance - 5) / 2 + 4, (distance - 5) % 2, 1)
            code(symbol, 5)
            write(extra, extraBits)
        }
    }
}
