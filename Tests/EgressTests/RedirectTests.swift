import Egress
import TestSupport
import Testing

@Suite("Redirects")
struct RedirectTests {
    @Test("The method and body after a redirect", arguments: [
        (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"), (307, "POST", "POST"),
        (308, "POST", "POST"), (301, "PUT", "PUT"), (302, "DELETE", "DELETE"), (301, "GET", "GET"), (308, "GET", "GET"),
    ])
    func method(status: Int, method: String, after: String) async throws {
        try await withServer { request, connection in
            request.target == "/" ? connection.redirect(status, to: "to?x=1") : connection.respond(text: "done")
        } _: { egress, server in
            var request = try server.request(method, body: method == "POST" || method == "PUT" ? "body" : "")
            request.headers = [("Content-Type", "text/plain"), ("Authorization", "mine"), ("X-Other", "1")]
            let response = try await egress.send(request)
            #expect(response.exchanges.map(\.status) == [status, 200])
            #expect(response.exchange.url == server.url("/to?x=1"))
            let seen = server.requests[1]
            #expect(seen.method == after)
            #expect(seen.target == "/to?x=1")
            #expect(seen.body == (after == method ? request.body : []))
            #expect(seen["content-type"] == (after == method ? "text/plain" : nil))
            #expect(seen["authorization"] == "mine" && seen["x-other"] == "1", "same origin")
        }
    }

    @Test("Statuses that only look like redirects, and redirects without a target, are answers", arguments: [300, 304, 305, 306, 301])
    func notFollowed(status: Int) async throws {
        try await withServer { _, connection in
            connection.respond(status, headers: status == 301 ? [] : [("Location", "/to")])
        } _: { egress, server in
            let response = try await egress.send(server.request())
            #expect(response.status == status)
            #expect(server.requests.count == 1)
        }
    }

    @Test("With no redirects wanted the redirect is the answer")
    func unwanted() async throws {
        try await withServer { _, connection in connection.redirect(to: "/to") } _: { egress, server in
            var request = try server.request()
            request.maxRedirects = 0
            let response = try await egress.send(request)
            #expect(response.status == 302 && response.headers.first("location") == "/to")
        }
    }

    @Test("A circle ends")
    func circle() async throws {
        try await withServer { _, connection in connection.redirect(to: "/") } _: { egress, server in
            var request = try server.request()
            request.maxRedirects = 3
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .tooManyRedirects)
            #expect(failure.exchanges.count == 4 && server.requests.count == 4)
        }
    }

    @Test("Another origin does not see what authenticates")
    func otherOrigin() async throws {
        try await withServer { request, connection in
            request.target == "/" ? connection.redirect(307, to: request["x-to"] ?? "") : connection.respond()
        } _: { egress, server in
            var request = try server.request("POST", body: "kept")
            request.policy = EgressPolicy(
                allowed: [try server.rule(), try server.rule(host: "localhost")], privateHosts: ["127.0.0.1", "localhost"]
            )
            request.headers = [("Authorization", "mine"), ("Cookie", "c=1"), ("X-To", server.url("/to", host: "localhost"))]
            _ = try await egress.send(request)
            let seen = server.requests[1]
            #expect(seen["host"] == "localhost:\(server.port)")
            #expect(seen["authorization"] == nil && seen["cookie"] == nil)
            #expect(seen["x-to"] != nil && seen.body == request.body)
        }
    }

    @Test("A redirect is checked like a first request", arguments: [
        ("http://169.254.169.254/latest/meta-data/", EgressFailure.Code.hostNotAllowed),
        ("http://0x7f000001/", .invalidURL),
        ("file:///etc/passwd", .invalidURL),
        ("https://127.0.0.1/", .hostNotAllowed),
        ("http://127.0.0.1:1/", .hostNotAllowed),
        ("//127.0.0.1:1/", .hostNotAllowed),
        ("//evil.example/", .hostNotAllowed),
        ("http://user:pass@127.0.0.1/", .invalidURL),
    ])
    func checked(location: String, code: EgressFailure.Code) async throws {
        try await withServer { _, connection in connection.redirect(to: location) } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == code)
            #expect(failure.mayHaveBeenSent, "the first request was")
            #expect(failure.exchanges.first?.status == 302)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A method that the policy refuses after a redirect is refused")
    func methodRefused() async throws {
        try await withServer { _, connection in connection.redirect(303, to: "/to") } _: { egress, server in
            var request = try server.request("POST")
            request.policy = try server.policy(methods: ["POST"])
            #expect(try await failure(of: egress, request).code == .methodNotAllowed)
        }
    }
}
