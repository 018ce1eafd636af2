import Egress
import PatchbayJSON
import PluginHost

/// What is wrong with the requests of a plain call: the host would refuse them.
func requestFindings(_ plain: CallsUnderCheck.Plain, _ manifest: Manifest) -> [Finding] {
    plain.requests.compactMap { document in
        fault(document, manifest).map { .failed($0, at: plain.call.name) }
    }
}

private func fault(_ document: [UInt8], _ manifest: Manifest) -> String? {
    guard let request = try? JSON.parse(document) else { return "It asks for a request that is not JSON." }
    if let violation = BoundarySchema.violations(of: request, "fetch.request").first {
        return "It asks for a request that does not fit fetch.request.json. \(violation)"
    }
    guard let text = request["url"]?.string, !text.hasPrefix("connection:") else { return nil }
    guard let url = try? WebURL(text) else { return "It asks for '\(text)', which is no URL." }
    // What a connection allows is not known here.
    guard !manifest.hosts.contains(where: \.isOfConnection) else { return nil }
    let rules = manifest.hosts.compactMap { line in
        try? HostRule(scheme: line.scheme == .https ? .https : .http, host: line.host, port: line.port, methods: line.methods)
    }
    switch EgressPolicy(allowed: rules).decide(request["method"]?.string ?? "GET", url) {
    case .allowed: return nil
    case .hostRefused: return "It sends to \(url.authority), which is not among the manifest's hosts: add it, or the host refuses the request."
    case .methodRefused: return "It sends \(request["method"]?.string ?? "GET") to \(url.authority), for which the manifest allows other methods only."
    }
}
