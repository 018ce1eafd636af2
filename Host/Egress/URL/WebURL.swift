/// An absolute http or https URL in normal form. What we check, what we record and what libcurl gets is this one value's
/// `text`, so no second parser can read another host out of it.
package struct WebURL: Hashable, Sendable {
    package enum Scheme: String, Hashable, Sendable {
        case http, https

        package var defaultPort: UInt16 { self == .https ? 443 : 80 }
    }

    /// Longest accepted text in bytes; servers commonly stop at 8 to 16 KiB.
    package static let maximumLength = 32 * 1024

    package let scheme: Scheme
    package let host: WebHost
    package let port: UInt16
    /// Starts with `/`; percent-encoded, without dot segments.
    package var path: String
    /// Without the question mark; percent-encoded. Nil when there is none.
    package var query: String?

    /// The URL as sent: no credentials, no fragment, no default port.
    package var text: String {
        "\(scheme.rawValue)://\(authority)\(target)"
    }

    /// Host and, unless it is the scheme's default, port.
    package var authority: String {
        port == scheme.defaultPort ? host.text : "\(host.text):\(port)"
    }

    /// Path and query.
    package var target: String {
        query.map { "\(path)?\($0)" } ?? path
    }

    /// Whether scheme, host and port are the same (RFC 6454).
    package func isSameOrigin(as other: WebURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// The URL with this name and value at the end of its query, both percent-encoded here, instead of others of the name.
    package func settingQuery(_ name: String, _ value: String) -> WebURL {
        let name = PercentEncoding.component(name)
        let others = (query ?? "").split(separator: "&").filter { $0 != name && !$0.hasPrefix(name + "=") }
        var url = self
        url.query = (others + ["\(name)=\(PercentEncoding.component(value))"]).joined(separator: "&")
        return url
    }
}
