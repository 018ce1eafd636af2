package import Model

/// The SMTP server that mail leaves by.
package struct MailServer: Hashable, Sendable {
    /// `smtp://host` (port 587 by default; TLS after STARTTLS) or `smtps://host` (465; TLS from the start).
    package let url: String
    package let user: String?
    let password: String?
    package let sender: EmailAddress
    /// PEM file of trusted authorities; nil takes libcurl's.
    package let caFile: String?
    package var timeout = Duration.seconds(20)

    private static let schemes = ["smtp://": 587, "smtps://": 465]

    /// Nil when `url` is not `smtp://` or `smtps://`, a host, and perhaps a port.
    package init?(url: String, user: String? = nil, password: String? = nil, sender: EmailAddress, caFile: String? = nil) {
        guard let scheme = Self.schemes.keys.first(where: url.hasPrefix), let port = Self.schemes[scheme] else { return nil }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard !authority.isEmpty, authority.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !authority.contains(where: { "/?#@\\".contains($0) })
        else { return nil }
        let hasPort = authority.drop { $0 != "]" }.contains(":") || (!authority.contains("]") && authority.contains(":"))
        self.url = hasPort ? "\(scheme)\(authority)" : "\(scheme)\(authority):\(port)"
        self.user = user
        self.password = password
        self.sender = sender
        self.caFile = caFile
    }

    /// Without TLS only to this machine: elsewhere the password and the links in the mail would be everybody's.
    var needsTLS: Bool {
        let host = url.dropFirst(url.hasPrefix("smtps") ? 8 : 7)
        return !["127.", "localhost:", "[::1]"].contains(where: host.hasPrefix)
    }
}

extension MailServer: CustomStringConvertible, CustomReflectable {
    /// Never the password.
    package var description: String { url }
    package var customMirror: Mirror { Mirror(self, children: ["url": url]) }
}
