extension IPAddress {
    /// An address in canonical spelling only: four decimal numbers without leading zeros, or RFC 4291 text without brackets and
    /// zone. The shorthand that C libraries understand (`127.1`, `0x7f.1`, `017700000001`) is nil.
    package init?(_ text: some StringProtocol) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let number = Self.parseV6(text) else { return nil }
            self = .v6(number)
        } else {
            guard let number = Self.parseV4(text) else { return nil }
            self = .v4(number)
        }
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let octet = UInt8(part),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0")
            else { return nil }
            number = number << 8 | UInt32(octet)
        }
        return number
    }

    private static func parseV6(_ text: some StringProtocol) -> UInt128? {
        let halves = String(text).splitOnce("::")
        guard let head = groups(halves.0, endsAddress: halves.1 == nil) else { return nil }
        guard let rest = halves.1 else {
            return head.count == 8 ? number(head) : nil
        }
        guard let tail = groups(rest, endsAddress: true), head.count + tail.count < 8 else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// The 16-bit groups of a part of an address; the last may be an IPv4 address, which counts as two.
    private static func groups(_ text: String, endsAddress: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if endsAddress, index == parts.count - 1, let embedded = parseV4(part) {
                groups += [UInt16(embedded >> 16), UInt16(embedded & 0xffff)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func number(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}

extension String {
    /// The text before and after the first `separator`; the second part is nil when there is none.
    fileprivate func splitOnce(_ separator: String) -> (String, String?) {
        let bytes = Array(utf8), needle = Array(separator.utf8)
        guard bytes.count >= needle.count,
            let start = (0...bytes.count - needle.count).first(where: { bytes[$0...].starts(with: needle) })
        else { return (self, nil) }
        return (String(decoding: bytes[..<start], as: UTF8.self), String(decoding: bytes[(start + needle.count)...], as: UTF8.self))
    }
}
