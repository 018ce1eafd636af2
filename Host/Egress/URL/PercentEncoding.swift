/// Percent-encoding (RFC 3986) with the sets of the URL standard.
package enum PercentEncoding {
    /// Everything but letters, digits and `-._~`: for names and values put into a query.
    package static func component(_ text: some StringProtocol) -> String {
        encode(text.utf8) { $0.isDigit || $0.isLetter || "-._~".utf8.contains($0) }
    }

    /// A path as received: what is not allowed in one is encoded, what is encoded stays.
    static func path(_ bytes: some Sequence<UInt8>) -> String {
        encode(bytes) { $0 > 0x20 && $0 < 0x7f && !"\"#<>?`{}^|\\".utf8.contains($0) }
    }

    /// A query as received.
    static func query(_ bytes: some Sequence<UInt8>) -> String {
        encode(bytes) { $0 > 0x20 && $0 < 0x7f && !"\"#<>'\\".utf8.contains($0) }
    }

    private static func encode(_ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in bytes {
            if isKept(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
