extension WebURL {
    /// How a plugin names the URL that it must not know: the connection's secret URL, with an optional path and query appended.
    static let connectionPrefix = "connection:"

    /// `suffix` as it follows `connection:`, appended to this URL; the path stays below the URL's own.
    func appending(connectionSuffix suffix: some StringProtocol) throws(WebURLError) -> WebURL {
        let bytes = Array(suffix.utf8)
        try Self.checkBytes(bytes)
        guard let first = bytes.first else { return self }
        guard first == UInt8(ascii: "/") || first == UInt8(ascii: "?") else { throw .suffix }
        let (path, query) = try Self.parseTarget(bytes[...])
        var url = self
        if first == UInt8(ascii: "/") {
            guard path == PercentEncoding.path(bytes.prefix { !"?#".utf8.contains($0) }) else { throw .suffix }
            url.path = (self.path.hasSuffix("/") ? String(self.path.dropLast()) : self.path) + path
        }
        url.query = [self.query, query].compactMap { $0 }.joined(separator: "&")
        if self.query == nil && query == nil { url.query = nil }
        return url
    }
}
