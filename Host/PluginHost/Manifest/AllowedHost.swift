/// A line of the manifest's allow-list: where the connector may send to.
package struct AllowedHost: Hashable, Sendable {
    package enum Scheme: String, CaseIterable, Sendable {
        case https, http

        package var defaultPort: UInt16 { self == .https ? 443 : 80 }
    }

    /// Stands for the origins that a connection names in its field `allowed_hosts`.
    package static let connection = "{connection}"

    package let scheme: Scheme
    /// In lower case: a name, `*.` and a name for all names below it, or `{connection}`.
    package let host: String
    package let port: UInt16
    /// Upper-case method names; nil allows all.
    package let methods: Set<String>?

    /// Whether the host is only known when a connection is.
    package var isOfConnection: Bool { host == Self.connection }

    package init(scheme: Scheme = .https, host: String, port: UInt16? = nil, methods: Set<String>? = nil) {
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port ?? scheme.defaultPort
        self.methods = methods
    }

    init(_ reader: inout ManifestReader) {
        let host = reader.requiredString("host")
        if !host.isEmpty, !Self.isHost(host) { reader.refuse(key: "host", Self.hostRule) }
        let scheme = reader.choice("scheme", Scheme.self) ?? .https
        let port = reader.integer("port", upTo: 65_535)
        let methods = reader.strings("methods")
        if methods?.isEmpty == true { reader.refuse(key: "methods", "'methods' must name a method; leave it out to allow all.") }
        for (index, method) in (methods ?? []).enumerated() where !Self.isMethod(method) {
            reader.refuse(reader.place("methods") + "/\(index)", "A method is written in capital letters, such as \"POST\".")
        }
        self.init(scheme: scheme, host: host, port: port.map(UInt16.init), methods: methods.map(Set.init))
    }

    static let hostRule = "A host is a name such as \"api.example.com\", \"*.\" and a name of two parts or more, or \"{connection}\"."

    static func isHost(_ text: String) -> Bool {
        guard text != connection else { return true }
        let isPattern = text.hasPrefix("*.")
        let labels = (isPattern ? text.dropFirst(2) : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 255 && labels.count >= (isPattern ? 2 : 1) && labels.allSatisfy(isLabel)
    }

    /// A part of a host name, RFC 1123 section 2.1.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-" && label.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
        }
    }

    private static func isMethod(_ text: String) -> Bool {
        (1...20).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) }
    }
}
