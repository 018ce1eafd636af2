import Egress
import PatchbayJSON
import PluginHost

/// Receivers of credentials to which the connector may not even send.
func receiverFindings(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for (index, scheme) in manifest.auth.enumerated() {
        for host in scheme.hosts where !manifest.hosts.contains(where: { $0.covers(host) }) {
            findings.append(.failed(
                "The credential may go to \(host.host), which is not among the connector's hosts: add it there, or take it out here.",
                at: "/auth/\(index)/hosts"))
        }
        if scheme.hosts.isEmpty, scheme.kind != .none {
            findings.append(.failed("No host may receive the credential: name hosts.", at: "/auth/\(index)"))
        }
    }
    return findings
}

/// Fields whose names say that they are secret and which are not marked so.
func secretFindings(_ subject: ManifestUnderCheck) -> [Finding] {
    var findings: [Finding] = []
    for (pointer, form) in subject.forms {
        for (name, field) in form["properties"]?.object ?? [:] where soundsSecret(name) && field["type"]?.string == "string" {
            guard field["x-secret"]?.bool != true, field["x-kind"]?.string != "secret" else { continue }
            let place = "\(pointer)/properties/\(JSONPointer.escaped(name))"
            if pointer.hasPrefix("/auth") {
                findings.append(.failed("The field sounds secret and is not: mark it \"x-secret\": true, or every plugin and person sees it.", at: place))
            } else {
                findings.append(.warning("A secret in an input is stored with the workflow: put it into a connection instead.", at: place))
            }
        }
    }
    return findings
}

/// By the words that make up a field's name.
private func soundsSecret(_ name: String) -> Bool {
    let words = name.lowercased().split(whereSeparator: { $0 == "_" || $0 == "-" })
    return words.contains { ["password", "passphrase", "secret", "token", "apikey"].contains($0) }
        || words.suffix(2) == ["api", "key"] || words.suffix(2) == ["private", "key"]
}

extension AllowedHost {
    /// Whether what may be sent to `other` may be sent by this line.
    fileprivate func covers(_ other: AllowedHost) -> Bool {
        guard scheme == other.scheme, port == other.port else { return false }
        if host == other.host { return true }
        guard !isOfConnection, !other.isOfConnection else { return false }
        // A pattern covers names, not other patterns.
        guard let pattern = try? HostPattern(host), let name = try? WebHost(other.host) else { return false }
        return pattern.matches(name)
    }
}
