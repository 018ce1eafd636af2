import Egress
import PatchbayJSON
import TestSupport
import Testing

@Suite("Credentials")
struct CredentialTests {
    static let token = "xoxb-very-secret-token"

    private func credential(_ server: TestServer) throws -> AppliedCredential {
        AppliedCredential(headers: [("Authorization", "Bearer \(Self.token)")], hosts: [try server.rule()], secrets: [Self.token])
    }

    /// Allows the server as 127.0.0.1, where the credential may go, and as localhost, where it may not.
    private func request(_ server: TestServer, _ method: String = "GET", _ target: String = "/") throws -> EgressRequest {
        var request = try server.request(method, target)
        request.policy = EgressPolicy(
            allowed: [try server.rule(), try server.rule(host: "localhost")], privateHosts: ["127.0.0.1", "localhost"]
        )
        request.credential = try credential(server)
        return request
    }

    @Test("It is attached where it may go, also after a redirect there, and takes the place of the caller's")
    func attached() async throws {
        try await withServer { request, connection in
            request.target == "/" ? connection.redirect(to: "/to") : connection.respond()
        } _: { egress, server in
            var request = try request(server)
            request.headers = [("authorization", "forged")]
            _ = try await egress.send(request)
            for seen in server.requests {
                #expect(seen.headers.filter { $0.name.lowercased() == "authorization" }.map(\.value) == ["Bearer \(Self.token)"])
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test("A first request elsewhere fails and nothing is sent")
    func elsewhere() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try request(server)
            request.url = server.url(host: "localhost")
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .credentialNotAllowed && !failure.mayHaveBeenSent)
            #expect(server.connections == 0)
        }
    }

    @Test("A redirect elsewhere drops it, and comes back with it")
    func dropped() async throws {
        try await withServer { request, connection in
            switch request.target {
            case "/": connection.redirect(to: "http://localhost:\(request["host"]?.split(separator: ":").last ?? "")/away")
            case "/away": connection.redirect(to: "http://127.0.0.1:\(request["host"]?.split(separator: ":").last ?? "")/back")
            default: connection.respond()
            }
        } _: { egress, server in
            _ = try await egress.send(request(server))
            #expect(server.requests.map { $0["authorization"] } == ["Bearer \(Self.token)", nil, "Bearer \(Self.token)"])
        }
    }

    @Test("A secret in the caller's fields does not go elsewhere; in URL or body it stops the redirect", arguments: ["header", "body", "query"])
    func carried(place: String) async throws {
        try await withServer { request, connection in
            let query = place == "query" ? "?echo=\(Self.token)" : ""
            let port = request["host"]?.split(separator: ":").last ?? ""
            request.target == "/" ? connection.redirect(307, to: "http://localhost:\(port)/to\(query)") : connection.respond()
        } _: { egress, server in
            var request = try request(server, "POST")
            if place == "header" { request.headers = [("X-Key", Self.token)] }
            if place == "body" { request.body = Array("{\"key\":\"\(Self.token)\"}".utf8) }
            if place == "header" {
                _ = try await egress.send(request)
                #expect(server.requests.map { $0["x-key"] } == [Self.token, nil])
            } else {
                #expect(try await failure(of: egress, request).code == .credentialNotAllowed)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("Query and basic credentials are written as they must be")
    func queryAndBasic() async throws {
        try await withServer { request, connection in
            request.target.hasPrefix("/?") ? connection.redirect(to: "/to?api_key=stale&b=2") : connection.respond()
        } _: { egress, server in
            var request = try request(server, "GET", "/?api_key=mine&a=1")
            request.credential = AppliedCredential(
                query: [("api_key", "s&cret key")], basic: ("ann", "pass:wörd"), hosts: [try server.rule()], secrets: ["s&cret key", "pass:wörd"]
            )
            let response = try await egress.send(request)
            #expect(server.requests.map(\.target) == ["/?a=1&api_key=s%26cret%20key", "/to?b=2&api_key=s%26cret%20key"])
            #expect(server.requests[0]["authorization"] == "Basic YW5uOnBhc3M6d8O2cmQ=")
            #expect(response.exchanges[0].url == server.url("/?a=1&api_key=[secret]"))
            #expect(response.exchanges[0].requestHeaders.first("authorization") == "Basic [secret]")
        }
    }

    @Test("'connection:' is the secret URL, and its record does not show it", arguments: [
        ("connection:", "/hooks/T0/very-long-secret-part?k=v"),
        ("connection:?wait=true", "/hooks/T0/very-long-secret-part?k=v&wait=true"),
        ("connection:/messages/1?wait=true", "/hooks/T0/very-long-secret-part/messages/1?k=v&wait=true"),
    ])
    func wholeURL(url: String, target: String) async throws {
        try await withServer { request, connection in connection.respond(404, text: "no \(request.target)") } _: { egress, server in
            var request = try request(server, "POST")
            request.url = url
            request.credential = AppliedCredential(
                wholeURL: server.url("/hooks/T0/very-long-secret-part?k=v"), hosts: [try server.rule()], secrets: []
            )
            let response = try await egress.send(request)
            #expect(server.requests.map(\.target) == [target])
            for text in [response.text, response.exchange.url, String(decoding: response.exchange.responseBody.bytes, as: UTF8.self)] {
                #expect(text.contains("[secret]") && !text.contains("very-long"))
            }
            #expect(response.exchange.url.hasPrefix(server.url("")))
        }
    }

    @Test("'connection:' cannot leave its folder, and needs a connection with a URL", arguments: [
        "connection:/../x", "connection:/%2e%2e/x", "connection:x", "connection://evil.example/", "connection:@evil.example/", "connection:#x",
        "connection:.evil.example",
    ])
    func wholeURLRefused(url: String) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try request(server)
            request.url = url
            #expect(try await failure(of: egress, request).code == .credentialNotAllowed)
            request.credential = AppliedCredential(wholeURL: server.url("/hooks"), hosts: [try server.rule()], secrets: [])
            if url == "connection://evil.example/" {
                _ = try await egress.send(request)
                #expect(server.requests.map(\.target) == ["/hooks//evil.example/"])
            } else {
                #expect(try await failure(of: egress, request).code == .invalidURL)
            }
        }
    }

    @Test("An echo of the secret is masked in the body, the headers and the record")
    func echo() async throws {
        try await withServer { request, connection in
            let echo = request["authorization"] ?? ""
            connection.write(connection.head(200, [("X-Echo", echo), ("Transfer-Encoding", "chunked")]))
            // One byte per chunk: what is masked must not depend on how it arrives.
            connection.write("{\"echo\":\"\(echo)\"}".map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n")
        } _: { egress, server in
            var request = try request(server, "POST")
            request.headers = [("X-Again", Self.token)]
            request.body = Array("key=\(Self.token)".utf8)
            let response = try await egress.send(request)
            #expect(response.text == "{\"echo\":\"Bearer [secret]\"}")
            #expect(response.headers.first("x-echo") == "Bearer [secret]")
            #expect(!response.exchange.json.text().contains(Self.token))
            #expect(response.exchange.json["request_body"]?["text"]?.string == "key=[secret]")
            #expect(server.requests[0].body == request.body)
        }
    }

    @Test("An echo is masked in the name of a header, in a redirect and in the sentence of a failure")
    func echoElsewhere() async throws {
        try await withServer { _, connection in
            connection.redirect(to: "//\(Self.token).example/?\(Self.token)")
        } _: { egress, server in
            let failure = try await failure(of: egress, request(server))
            #expect(failure.code == .hostNotAllowed)
            #expect(failure.sentence.contains("[secret].example"))
            #expect(failure.exchanges.count == 2)
            for exchange in failure.exchanges { #expect(!exchange.json.text().contains(Self.token)) }
        }
        try await withServer { _, connection in
            connection.respond(headers: [("X-\(CredentialTests.mixedCase)", "y")])
        } _: { egress, server in
            var request = try request(server)
            request.credential = AppliedCredential(headers: [("X-Key", Self.mixedCase)], hosts: [try server.rule()], secrets: [Self.mixedCase])
            let response = try await egress.send(request)
            #expect(response.headers.contains { $0.name == "x-[secret]" })
            #expect(!response.exchange.json.text().lowercased().contains(Self.mixedCase.lowercased()))
        }
    }

    private static let mixedCase = "MixedCase-Token-7"

    @Test("libcurl's own words about a failure are masked")
    func detail() async throws {
        try await withServer { _, connection in
            connection.write("\(Self.token)/1.1 200 OK\r\n\r\n")
            connection.close()
        } _: { egress, server in
            let failure = try await failure(of: egress, request(server))
            #expect(!failure.sentence.contains(Self.token))
            #expect(!failure.exchanges[0].json.text().contains(Self.token))
        }
    }

    @Test("What the provider kept of a request with the credential is masked in the answer to one without")
    func echoLater() async throws {
        try await withServer { _, connection in connection.respond(text: "seen before: \(Self.token)") } _: { egress, server in
            var request = try request(server)
            request.mask = request.credential?.mask
            request.credential = nil
            let response = try await egress.send(request)
            #expect(response.text == "seen before: [secret]")
            #expect(server.requests[0]["authorization"] == nil)
        }
    }

    @Test("A credential too short to recognise is not recorded where the host puts it")
    func short() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try request(server, "GET", "/?a=1234")
            request.credential = AppliedCredential(
                headers: [("X-Pin", "1234")], query: [("p in", "1234")], hosts: [try server.rule()], secrets: ["1234"])
            let response = try await egress.send(request)
            #expect(response.exchange.requestHeaders.first("x-pin") == "[secret]")
            #expect(response.exchange.url == server.url("/?a=1234&p%20in=[secret]"))
            #expect(server.requests[0]["x-pin"] == "1234")
            #expect(server.requests[0].target == "/?a=1234&p%20in=1234")
        }
    }

    @Test("A request whose content is hidden is sent whole and recorded without it")
    func hidden() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try request(server, "POST", "/path?pin=12&x")
            request.headers = [("X-Pin", "12")]
            request.body = Array("pin=12".utf8)
            request.isHidden = true
            let exchange = try await egress.send(request).exchange
            #expect(exchange.url == server.url("/path?pin=[secret]&x=[secret]"))
            #expect(exchange.requestHeaders.first("x-pin") == "[secret]")
            #expect(exchange.requestBody.bytes == Array("[secret]".utf8))
            #expect(server.requests[0].body == request.body && server.requests[0].target == "/path?pin=12&x")
        }
    }
}
