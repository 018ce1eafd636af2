package import Egress
import PatchbayJSON
package import PluginHost

/// Where calls may send on behalf of one connection, and with what credential.
///
/// Made once per connection and build of its connector and shared by its calls: requests of equal policies share pooled
/// connections.
package struct OutboundRights: Sendable {
    package let policy: EgressPolicy
    /// The part of the policy where the credential may go: for requests that carry secrets in themselves.
    let confined: EgressPolicy
    /// nil without a connection.
    package let credential: AppliedCredential?
    /// What the scheme puts on that is no secret.
    let plain: PlainCredential
    /// Of a scheme that leaves it to the plugin where a secret goes.
    let placeable: ConnectionValues?

    /// - Parameters:
    ///   - privateHosts: Names and addresses that the admin grants the plugin although they are not public.
    ///   - scheme: nil for a call without a connection, and `values` with it.
    package init(
        _ manifest: Manifest, privateHosts: [String], scheme: AuthScheme? = nil, values: ConnectionValues? = nil
    ) throws(CredentialFault) {
        let origins = try ConnectionOrigin.list(in: values?.fields ?? [:])
        let allowed = HostRule.list(manifest.hosts, origins)
        let granted = Set(privateHosts)
        policy = EgressPolicy(allowed: allowed, privateHosts: granted)
        guard let scheme, let values else {
            confined = EgressPolicy(allowed: [])
            (credential, plain, placeable) = (nil, PlainCredential(), nil)
            return
        }
        // What the allow-list does not have, no credential may go to either.
        let receivers = HostRule.list(scheme.hosts, origins).flatMap { receiver in allowed.compactMap { $0.narrowed(to: receiver) } }
        confined = EgressPolicy(allowed: receivers, privateHosts: granted)
        credential = try AppliedCredential(scheme, values, hosts: receivers)
        plain = PlainCredential(scheme.application, values)
        placeable = scheme.kind == .custom ? values : nil
    }
}

extension HostRule {
    /// The rules for lines of a manifest, with a connection's origins in place of `{connection}`.
    fileprivate static func list(_ hosts: [AllowedHost], _ origins: [ConnectionOrigin]) -> [HostRule] {
        hosts.flatMap { host -> [HostRule] in
            if host.isOfConnection { return origins.compactMap { try? $0.rule(methods: host.methods) } }
            let scheme: WebURL.Scheme = host.scheme == .https ? .https : .http
            return (try? HostRule(scheme: scheme, host: host.host, port: host.port, methods: host.methods)).map { [$0] } ?? []
        }
    }

    /// What this rule allows of the hosts of another; nil when that is nothing.
    fileprivate func narrowed(to other: HostRule) -> HostRule? {
        guard scheme == other.scheme, port == other.port, pattern.covers(other.pattern) else { return nil }
        return try? HostRule(scheme: scheme, host: other.pattern.text, port: port, methods: methods)
    }
}

extension HostPattern {
    fileprivate func covers(_ other: HostPattern) -> Bool {
        switch other {
        case .host(let host): matches(host)
        case .below(let name): self == other || matches(.name(name))
        }
    }

    fileprivate var text: String {
        switch self {
        case .host(let host): host.text
        case .below(let name): "*.\(name)"
        }
    }
}
