import Egress
import Testing

@Suite("Allow-list")
struct EgressPolicyTests {
    private static func policy() throws -> EgressPolicy {
        EgressPolicy(allowed: [
            try HostRule(host: "slack.com", methods: ["GET", "POST"]),
            try HostRule(host: "*.Slack.com.", port: 8443),
            try HostRule(scheme: .http, host: "plain.example", methods: []),
            try HostRule(host: "slack.com", methods: ["DELETE"]),
        ])
    }

    @Test("A request is allowed by a rule for its scheme, host, port and method", arguments: [
        ("GET", "https://slack.com/api", EgressPolicy.Decision.allowed),
        ("DELETE", "https://SLACK.com./api", .allowed),
        ("PUT", "https://slack.com/api", .methodRefused),
        ("GET", "https://slack.com:8443/", .hostRefused),
        ("GET", "http://slack.com/", .hostRefused),
        ("GET", "https://a.b.slack.com:8443/", .allowed),
        ("GET", "https://a.slack.com/", .hostRefused),
        ("GET", "https://evilslack.com:8443/", .hostRefused),
        ("GET", "https://slack.com.evil.example:8443/", .hostRefused),
        ("PATCH", "http://plain.example/", .allowed),
        ("PATCH", "https://plain.example:80/", .hostRefused),
    ])
    func decision(method: String, url: String, decision: EgressPolicy.Decision) throws {
        #expect(try Self.policy().decide(method, WebURL(url)) == decision)
    }

    @Test("A pattern is a host or '*.' and a name of two parts", arguments: ["*", "*.com", "*.*.com", "a.*.com", "*.127.0.0.1", "", "a b", "*slack.com"])
    func patterns(pattern: String) {
        #expect(throws: WebURLError.self) { try HostRule(host: pattern) }
    }
}
