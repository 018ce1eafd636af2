/// What one connection's requests may reach. Requests of equal policies share pooled connections; others never do, since a
/// pooled connection has its address check behind it.
package struct EgressPolicy: Hashable, Sendable {
    package let allowed: [HostRule]
    /// Hosts that may resolve to addresses which are not public. A name admits local addresses; an address admits itself.
    package let privateHosts: Set<WebHost>

    /// `privateHosts` are granted by name or address, without patterns; a text that is neither grants nothing.
    package init(allowed: [HostRule], privateHosts: Set<String> = []) {
        self.allowed = allowed
        self.privateHosts = Set(privateHosts.compactMap { try? WebHost($0) })
    }

    package enum Decision: Hashable, Sendable {
        case allowed, hostRefused, methodRefused
    }

    /// Whether the allow-list has a rule for this request.
    package func decide(_ method: String, _ url: WebURL) -> Decision {
        let rules = allowed.filter { $0.matches(url) }
        guard !rules.isEmpty else { return .hostRefused }
        return rules.contains { $0.allows(method) } ? .allowed : .methodRefused
    }

    /// Whether `host` may be this address: asked before each connect and again before each request.
    package func admits(_ address: IPAddress, for host: WebHost) -> Bool {
        switch address.reach {
        case .global: true
        case .local: privateHosts.contains(host)
        case .special: host == .address(address) && privateHosts.contains(host)
        case .none: false
        }
    }

    // Equality compares everything; the hash runs for every request and needs only to tell most policies apart.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(allowed.count)
        hasher.combine(allowed.first?.pattern)
        hasher.combine(privateHosts.count)
    }
}
