/// The host of a URL: a DNS name in lower case without a trailing dot, or an address.
package enum WebHost: Hashable, Sendable {
    case name(String)
    case address(IPAddress)

    /// Reads a host as it stands in a URL; IPv6 in brackets. Spellings that some resolver would turn into another host are
    /// refused: numbers other than four decimals (`2130706433`, `0x7f.1`, `127.1`), percent signs, zones, full-width digits.
    package init(_ text: some StringProtocol) throws(WebURLError) {
        let lower = Array(text.utf8.map(\.lowercasedASCII))
        if lower.first == UInt8(ascii: "[") {
            guard lower.last == UInt8(ascii: "]"), let address = IPAddress(String(decoding: lower.dropFirst().dropLast(), as: UTF8.self)),
                case .v6 = address
            else { throw .host("an IPv6 address is written in brackets, without a zone") }
            self = .address(address)
            return
        }
        // A trailing dot only says that the name is complete; certificates and allow-lists are written without it.
        let name = String(decoding: lower.last == UInt8(ascii: ".") ? lower.dropLast() : lower[...], as: UTF8.self)
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        try Self.check(name, labels)
        guard let last = labels.last, Self.isNumber(last) else {
            self = .name(name)
            return
        }
        guard let address = IPAddress(name) else { throw .host("an IPv4 address is written as four decimal numbers") }
        self = .address(address)
    }

    /// How the host is written in a URL.
    package var text: String {
        switch self {
        case .name(let name): name
        case .address(.v4(let number)): IPAddress.v4(number).description
        case .address(let address): "[\(address)]"
        }
    }

    private static func check(_ name: String, _ labels: [Substring]) throws(WebURLError) {
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw .host("write an international name in its ASCII form (xn--…)")
        }
        guard name.utf8.allSatisfy({ $0.isDigit || $0.isLetter || "-_.".utf8.contains($0) }) else {
            throw .host("a name consists of letters, digits, '-', '_' and dots")
        }
        guard name.utf8.count <= 253, labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.first != "-" && $0.last != "-" }) else {
            throw .host("each part of a name has 1 to 63 characters and neither starts nor ends with '-'")
        }
    }

    /// Whether resolvers may read a name that ends in this label as an IPv4 address (URL standard, "ends in a number").
    private static func isNumber(_ label: Substring) -> Bool {
        label.utf8.allSatisfy(\.isDigit) || (label.hasPrefix("0x") && label.utf8.dropFirst(2).allSatisfy(\.isHexDigit))
    }
}
