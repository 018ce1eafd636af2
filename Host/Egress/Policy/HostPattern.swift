/// The hosts of a rule: one host, or with `*.` in front of a name all names below it, but not the name itself.
package enum HostPattern: Hashable, Sendable {
    case host(WebHost)
    case below(String)

    package init(_ text: some StringProtocol) throws(WebURLError) {
        guard text.hasPrefix("*.") else {
            self = .host(try WebHost(text))
            return
        }
        guard case .name(let name) = try WebHost(text.dropFirst(2)), name.contains(".") else {
            throw .host("'*.' is followed by a name of at least two parts")
        }
        self = .below(name)
    }

    package func matches(_ host: WebHost) -> Bool {
        switch (self, host) {
        case (.host(let allowed), _): allowed == host
        case (.below(let parent), .name(let name)): name.hasSuffix(parent) && name.dropLast(parent.utf8.count).hasSuffix(".")
        case (.below, .address): false
        }
    }
}
