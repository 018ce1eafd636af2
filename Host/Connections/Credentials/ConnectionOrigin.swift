package import Egress
import PatchbayJSON

/// Where a connection's requests may go, as a person writes it into the field `allowed_hosts`: `[scheme://]host[:port]`, the
/// host maybe `*.` and a name for all names below it; https unless it says http.
package struct ConnectionOrigin: Hashable, Sendable {
    /// The field of a connection that lists its origins.
    package static let field = "allowed_hosts"

    let scheme: WebURL.Scheme
    let host: String
    let port: UInt16

    /// Throws what is wrong with the text.
    package init(_ text: String) throws(WebURLError) {
        var rest = text[...]
        var scheme = WebURL.Scheme.https
        if let slashes = text.firstRange(of: "://") {
            let name = text[..<slashes.lowerBound].lowercased()
            guard let known = WebURL.Scheme(rawValue: name) else { throw .scheme(name) }
            scheme = known
            rest = text[slashes.upperBound...]
        }
        var port: UInt16?
        // A colon inside brackets belongs to the address.
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            let digits = rest[rest.index(after: colon)...]
            guard let number = UInt16(digits), number > 0, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .port }
            port = number
            rest = rest[..<colon]
        }
        self.scheme = scheme
        host = rest.lowercased()
        self.port = port ?? scheme.defaultPort
        _ = try rule()
    }

    func rule(methods: Set<String>? = nil) throws(WebURLError) -> HostRule {
        try HostRule(scheme: scheme, host: host, port: port, methods: methods)
    }
}

extension ConnectionOrigin {
    /// The origins that a connection's fields list; none when the field is absent.
    static func list(in fields: JSONObject) throws(CredentialFault) -> [ConnectionOrigin] {
        guard let value = fields[field], !value.isNull else { return [] }
        guard let elements = value.array else { throw CredentialFault("/\(field)", "This must be a list of hosts.") }
        var origins: [ConnectionOrigin] = []
        for (index, element) in elements.enumerated() {
            let pointer = "/\(field)/\(index)"
            guard let text = element.string else { throw CredentialFault(pointer, "A host is a text such as \"api.example.org\".") }
            do {
                origins.append(try ConnectionOrigin(text))
            } catch {
                throw CredentialFault(pointer, "This is not a host such as \"api.example.org\" or \"http://localhost:8080\". \(error.sentence)")
            }
        }
        return origins
    }
}
