/// Base64 (RFC 4648) for credentials, their masking, and bodies in documents.
package enum Base64 {
    static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// With padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        let digits = unpadded(bytes, standard)
        return String(decoding: digits + padding(digits.count), as: UTF8.self)
    }

    /// What fills `count` digits up to a group of four.
    static func padding(_ count: Int) -> [UInt8] {
        Array(repeating: UInt8(ascii: "="), count: (4 - count % 4) % 4)
    }

    static func unpadded(_ bytes: [UInt8], _ alphabet: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0, count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                result.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { result.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return result
    }

    /// What of the encoding of `bytes` is the same whatever stands around them, when `offset` (0 to 2) bytes stand before them
    /// in their group of three: the digits whose six bits all come from `bytes`.
    static func fixedDigits(_ bytes: [UInt8], offset: Int, _ alphabet: [UInt8]) -> ArraySlice<UInt8> {
        let digits = unpadded(Array(repeating: 0, count: offset) + bytes, alphabet)
        let first = (offset * 8 + 5) / 6
        let end = (offset + bytes.count) * 8 / 6
        return digits[min(first, end)..<end]
    }
}
