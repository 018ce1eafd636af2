import Egress

/// What a plugin asks the host to send: the document `PluginAPI/Schemas/fetch.request.json`, read.
package struct FetchRequest: Sendable, Hashable {
    /// Upper case.
    package var method = "GET"
    /// Absolute, or `connection:` with an optional path and query.
    package var url: String
    /// Whether the credential of the call's connection goes on.
    package var isAuthenticated = false
    package var headers: [Pair] = []
    /// To be added to the URL; names may repeat.
    package var query: [Pair] = []
    package var body = FetchBody.none
    /// nil: the call's own.
    package var timeout: Duration?
    /// How many redirects to follow.
    package var redirects = 5
    /// Whether the plugin says that sending it twice is harmless.
    package var isIdempotent = false

    package struct Pair: Sendable, Hashable {
        package var name: String
        package var value: String
    }
}

extension FetchRequest {
    /// Whether the method changes nothing at the provider.
    package var isSafe: Bool { RequestRules.safeMethods.contains(method) }

    /// The URL with the query added, before its fragment, which is not sent.
    var target: String {
        let base = url.prefix { $0 != "#" }
        guard !query.isEmpty else { return String(base) }
        let added = query.map { "\(component($0.name))=\(component($0.value))" }.joined(separator: "&")
        let last = base.utf8.last
        let mark = !base.utf8.contains(UInt8(ascii: "?")) ? "?" : last == UInt8(ascii: "?") || last == UInt8(ascii: "&") ? "" : "&"
        return base + mark + added
    }

    func hasHeader(_ name: String) -> Bool {
        headers.contains { $0.name.lowercased() == name }
    }
}
