import PatchbayJSON

extension AllowedHost {
    /// What this line allows beyond `others`; nil when they allow all of it.
    func beyond(_ others: [AllowedHost]) -> AllowedHost? {
        let covering = others.filter { $0.scheme == scheme && $0.port == port && $0.covers(host) }
        if covering.contains(where: { $0.methods == nil }) { return nil }
        guard let methods else { return self }
        let rest = methods.subtracting(covering.flatMap { $0.methods ?? [] })
        return rest.isEmpty ? nil : AllowedHost(scheme: scheme, host: host, port: port, methods: rest)
    }

    /// Whether every name that the pattern `other` means is one of this line's.
    private func covers(_ other: String) -> Bool {
        guard host != other else { return true }
        guard host.hasPrefix("*.") else { return false }
        return (other.hasPrefix("*.") ? String(other.dropFirst(2)) : other).hasSuffix(host.dropFirst())
    }
}

extension AllowedHost: CustomStringConvertible {
    /// `https://api.example.com`, with the port and the methods where they are not the usual ones.
    package var description: String {
        let port = port == scheme.defaultPort ? "" : ":\(port)"
        let methods = methods.map { " (\($0.sorted().joined(separator: ", ")))" } ?? ""
        return isOfConnection ? "the hosts that connections name\(methods)" : "\(scheme.rawValue)://\(host)\(port)\(methods)"
    }
}

extension AllowedHost {
    var json: JSON {
        var object: JSONObject = ["scheme": .string(scheme.rawValue), "host": .string(host), "port": .number(JSONNumber(Int64(port)))]
        object["methods"] = methods.map { .array($0.sorted().map(JSON.string)) }
        return .object(object)
    }

    /// Nil for what `json` would not have written.
    init?(_ json: JSON) {
        guard let scheme = json["scheme"]?.string.flatMap(Scheme.init), let host = json["host"]?.string,
            let port = json["port"]?.int64.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        let methods = json["methods"]?.array.map { $0.compactMap(\.string) }
        if let methods, methods.count != json["methods"]?.array?.count { return nil }
        self.init(scheme: scheme, host: host, port: port, methods: methods.map(Set.init))
    }
}
