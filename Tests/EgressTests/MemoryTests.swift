import Egress
import TestSupport
import Testing

@Suite("What a server asks to be remembered")
struct MemoryTests {
    @Test("Cookies, HSTS and alternative services are forgotten, within a policy and across policies")
    func forgotten() async throws {
        let elsewhere = try TestServer { _, connection in connection.respond() }
        defer { elsewhere.stop() }
        let alternative = "h2=\"127.0.0.1:\(elsewhere.port)\", http/1.1=\":\(elsewhere.port)\"; persist=1"
        try await withServer { _, connection in
            connection.respond(headers: [
                ("Set-Cookie", "session=1; Path=/"), ("Strict-Transport-Security", "max-age=31536000"), ("Alt-Svc", alternative),
                ("Refresh", "0; url=\(elsewhere.url())"), ("Authentication-Info", "nextnonce=1"),
            ])
        } _: { egress, server in
            var request = try server.request()
            for _ in 0..<2 { _ = try await egress.send(request) }
            request.policy = try server.policy(methods: ["GET"])
            _ = try await egress.send(request)
            #expect(server.requests.count == 3)
            for seen in server.requests { #expect(seen["cookie"] == nil && seen["authorization"] == nil) }
            #expect(elsewhere.connections == 0)
        }
    }

    @Test("A challenge is an answer, not a reason to try to sign in", arguments: ["Basic realm=\"x\"", "NTLM", "Negotiate", "Digest realm=\"x\", nonce=\"y\""])
    func challenge(scheme: String) async throws {
        try await withServer { _, connection in
            connection.respond(401, headers: [("WWW-Authenticate", scheme)])
        } _: { egress, server in
            let response = try await egress.send(server.request())
            #expect(response.status == 401)
            #expect(server.requests.count == 1)
        }
    }
}
