extension WebURL {
    /// The target of a redirect: `reference`, a `Location` value, resolved against this URL (RFC 3986, 5.2).
    package func resolving(_ reference: some StringProtocol) throws(WebURLError) -> WebURL {
        let bytes = Array(reference.utf8)
        try Self.checkBytes(bytes)
        guard !Self.startsWithScheme(bytes) else { return try WebURL(reference) }
        if bytes.starts(with: "//".utf8) { return try WebURL(scheme: scheme, afterSlashes: bytes[2...]) }
        var url = self
        switch bytes.first {
        case UInt8(ascii: "/"):
            (url.path, url.query) = try Self.parseTarget(bytes[...])
        case UInt8(ascii: "?"):
            url.query = try Self.parseTarget(bytes[...]).query
        case nil, UInt8(ascii: "#"):
            break
        default:
            let folder = path.utf8.prefix(through: path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.utf8.startIndex)
            (url.path, url.query) = try Self.parseTarget((Array(folder) + bytes)[...])
        }
        return url
    }

    /// Whether a colon comes before any `/`, `?` or `#`: then the text before it is a scheme, or nothing we would follow.
    private static func startsWithScheme(_ bytes: [UInt8]) -> Bool {
        bytes.first { ":/?#".utf8.contains($0) } == UInt8(ascii: ":")
    }
}
