extension WebURL {
    /// Reads an absolute URL, a strict subset of the URL standard: what browsers repair by guessing (missing or backward
    /// slashes, white space in hosts, credentials, number forms of addresses) is an error, since two readers may guess apart.
    package init(_ text: some StringProtocol) throws(WebURLError) {
        let bytes = Array(text.utf8)
        try Self.checkBytes(bytes)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw .notAbsolute }
        let scheme = String(decoding: bytes[..<colon].map(\.lowercasedASCII), as: UTF8.self)
        guard scheme.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }) else { throw .notAbsolute }
        guard let scheme = Scheme(rawValue: scheme) else { throw .scheme(scheme) }
        guard bytes[(colon + 1)...].starts(with: "//".utf8) else { throw .notAbsolute }
        try self.init(scheme: scheme, afterSlashes: bytes[(colon + 3)...])
    }

    /// Reads `host[:port][/path][?query][#fragment]`.
    init(scheme: Scheme, afterSlashes bytes: ArraySlice<UInt8>) throws(WebURLError) {
        let end = bytes.firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
        let (host, port) = try Self.parseAuthority(bytes[..<end])
        let (path, query) = try Self.parseTarget(bytes[end...])
        self.init(scheme: scheme, host: host, port: port ?? scheme.defaultPort, path: path, query: query)
    }

    static func checkBytes(_ bytes: [UInt8]) throws(WebURLError) {
        guard bytes.count <= maximumLength else { throw .tooLong }
        guard !bytes.contains(where: \.isControl) else { throw .controlCharacter }
    }

    private static func parseAuthority(_ bytes: ArraySlice<UInt8>) throws(WebURLError) -> (WebHost, UInt16?) {
        guard !bytes.contains(UInt8(ascii: "\\")) else { throw .backslash }
        guard !bytes.contains(UInt8(ascii: "@")) else { throw .credentials }
        guard !bytes.isEmpty else { throw .notAbsolute }
        // A colon inside brackets belongs to the address.
        let bracket = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
        guard let colon = bytes[bracket...].firstIndex(of: UInt8(ascii: ":")) else {
            return (try WebHost(String(decoding: bytes, as: UTF8.self)), nil)
        }
        return (try WebHost(String(decoding: bytes[..<colon], as: UTF8.self)), try parsePort(bytes[(colon + 1)...]))
    }

    private static func parsePort(_ bytes: ArraySlice<UInt8>) throws(WebURLError) -> UInt16 {
        guard bytes.allSatisfy(\.isDigit), bytes.first != UInt8(ascii: "0"), let port = UInt16(String(decoding: bytes, as: UTF8.self)) else {
            throw .port
        }
        return port
    }

    /// Path and query of what follows the authority; the fragment is never sent.
    static func parseTarget(_ bytes: ArraySlice<UInt8>) throws(WebURLError) -> (path: String, query: String?) {
        let sent = bytes.prefix { $0 != UInt8(ascii: "#") }
        let path = sent.prefix { $0 != UInt8(ascii: "?") }
        guard !path.contains(UInt8(ascii: "\\")) else { throw .backslash }
        let query = path.endIndex < sent.endIndex ? PercentEncoding.query(sent[(path.endIndex + 1)...]) : nil
        return (removeDotSegments(PercentEncoding.path(path)), query)
    }

    /// RFC 3986, 5.2.4, and encoded dots like dots, as servers may decode before they resolve.
    static func removeDotSegments(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment.lowercasedASCII.replacingEncodedDots {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}

extension String {
    /// `.`, `%2e` and their pairs as plain dots; anything else as it is.
    fileprivate var replacingEncodedDots: String {
        switch self {
        case "%2e": "."
        case ".%2e", "%2e.", "%2e%2e": ".."
        default: self
        }
    }
}
