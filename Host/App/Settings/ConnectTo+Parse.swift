import Egress

extension EgressConfiguration.ConnectTo {
    /// `slack.com:443=127.0.0.1:9443@ca.pem`: from, to, and the authority that signed the target's certificate.
    init?(_ text: String) {
        let sides = text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { return nil }
        let target = sides[1].split(separator: "@", maxSplits: 1)
        guard let from = ListenAddress(String(sides[0])), let to = target.first.flatMap({ ListenAddress(String($0)) }) else { return nil }
        self.init(
            host: from.host, port: UInt16(from.port), targetHost: to.host, targetPort: UInt16(to.port),
            caFile: target.count == 2 ? String(target[1]) : nil)
    }
}
