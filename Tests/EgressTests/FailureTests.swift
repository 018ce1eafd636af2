import Egress
import Model
import TestSupport
import Testing

@Suite("Failures")
struct FailureTests {
    @Test("A server that hangs up is a lost connection that may have seen the request", arguments: ["at once", "in the header", "in the body", "in a chunk"])
    func lost(place: String) async throws {
        try await withServer { _, connection in
            switch place {
            case "in the header": connection.write("HTTP/1.1 200 OK\r\nContent-")
            case "in the body": connection.write(connection.head(200, [("Content-Length", "10")]) + Array("half".utf8))
            case "in a chunk": connection.write(connection.head(200, [("Transfer-Encoding", "chunked")]) + Array("a\r\nhalf".utf8))
            default: break
            }
            connection.close()
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request("POST", body: "x"))
            #expect(failure.code == .connectionLost && failure.mayHaveBeenSent)
            #expect(failure.callFailure.class == .retry)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A POST is not sent again when a kept connection dies under it; a GET is", arguments: ["POST", "GET"])
    func repeated(method: String) async throws {
        try await withServer { request, connection in
            // The first connection answers once and takes the second request without an answer.
            if request.connection == 1, request.target == "/2" { connection.close() } else { connection.respond() }
        } _: { egress, server in
            _ = try await egress.send(server.request("GET", "/1"))
            if method == "GET" {
                _ = try await egress.send(server.request("GET", "/2"))
                #expect(server.requests.map(\.connection) == [1, 1, 2])
            } else {
                let failure = try await failure(of: egress, server.request("POST", "/2"))
                #expect(failure.code == .connectionLost && failure.mayHaveBeenSent)
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test("A POST with an idempotency key may be sent again")
    func idempotent() async throws {
        try await withServer { request, connection in
            if request.connection == 1, request.method == "POST" { connection.close() } else { connection.respond() }
        } _: { egress, server in
            _ = try await egress.send(server.request())
            var request = try server.request("POST", body: "x")
            request.isIdempotent = true
            let response = try await egress.send(request)
            #expect(response.status == 200)
            #expect(server.requests.map(\.body) == [[], request.body, request.body])
        }
    }

    @Test("What never connected was never sent")
    func notConnected() async throws {
        let server = try TestServer { _, _ in }
        server.stop()
        try await withEgress { egress in
            let failure = try await failure(of: egress, server.request("POST"))
            #expect(failure.code == .notConnected && !failure.mayHaveBeenSent)
            #expect(failure.sentence.contains("127.0.0.1:\(server.port)"))
        }
    }

    @Test("A name that does not exist is worth another try")
    func notResolved() async throws {
        try await withEgress { egress in
            let policy = EgressPolicy(allowed: [try HostRule(host: "nowhere.invalid")])
            let failure = try await failure(of: egress, EgressRequest(url: "https://nowhere.invalid/", policy: policy))
            #expect(failure.code == .nameNotResolved && failure.code.callClass == .retry && !failure.mayHaveBeenSent)
        }
    }

    @Test("What is not HTTP is an invalid answer", arguments: ["hello\r\n\r\n", "HTTP/0.9 200 OK\r\n\r\n", "SSH-2.0-x\r\n"])
    func notHTTP(answer: String) async throws {
        try await withServer { _, connection in
            connection.write(answer)
            connection.close()
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .invalidResponse)
        }
    }

    @Test("A request that would not be one is refused", arguments: [
        ("get", [("A", "b")]), ("", []), ("CONNECT", []), ("TRACE", []), ("GE T", []), ("GET\r\nX", []), ("GET", [("", "x")]), ("GET", [("A B", "x")]),
        ("GET", [("A", "x\r\nB: y")]), ("GET", [("A", "x\u{0}")]), ("GET", [("Host", "evil.example")]), ("POST", [("content-length", "5")]),
        ("POST", [("Transfer-Encoding", "chunked")]), ("GET", [("Proxy-Authorization", "x")]), ("GET", [("Connection", "x")]), ("GET", [("A:", "x")]),
        ("GET", [("HOST", "x")]), ("GET", [("Trailer", "x")]), ("GET", [("TE", "trailers")]), ("GET", [("Upgrade", "h2c")]), ("GET", [("Expect", "100-continue")]),
        ("GET", [("A", "x\rB: y")]), ("GET", [("A", "x\nB: y")]), ("GET", [("A\r\nB", "x")]), ("GET", [("A;", "x")]), ("GET", [("Ä", "x")]), ("GET\u{0}", []),
    ])
    func invalidRequest(method: String, headers: [(String, String)]) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request(method)
            request.headers = headers.map { ($0.0, $0.1) }
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .invalidRequest && failure.code.callClass == .invalidInput)
            #expect(server.connections == 0)
        }
    }

    @Test("Headers of more than 64 KiB together are not sent", arguments: [1, 4_000])
    func tooLarge(lines: Int) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.headers = (0..<lines).map { ("X-\($0)", String(repeating: "x", count: 65_536 / lines)) }
            #expect(try await failure(of: egress, request).code == .invalidRequest)
            #expect(server.connections == 0)
        }
    }

    @Test("A header that asks for another method goes with POST, where the policy allows that method", arguments: [
        ("POST", "PUT", true), ("POST", "put", true), ("POST", "DELETE", false), ("POST", "TRACE", false), ("GET", "PUT", false), ("GET", "GET", false),
        ("PUT", "POST", false),
    ], ["X-HTTP-Method-Override", "x-http-method", "X-Method-Override"])
    func override(request: (method: String, meant: String, isAllowed: Bool), field: String) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var asked = try server.request(request.method)
            asked.policy = try server.policy(methods: ["GET", "POST", "PUT"])
            asked.headers = [(field, request.meant)]
            if request.isAllowed {
                _ = try await egress.send(asked)
                #expect(server.requests[0][field.lowercased()] == request.meant)
            } else {
                let failure = try await failure(of: egress, asked)
                #expect(failure.code == .methodNotAllowed)
                #expect(server.connections == 0)
            }
        }
    }

    @Test("A handshake that does not end in time sent nothing")
    func handshake() async throws {
        let gate = Gate()
        let server = try TestServer { _, _ in gate.wait() }
        defer { server.stop() }
        defer { gate.open() }
        try await withEgress { egress in
            let rule = try HostRule(scheme: .https, host: "127.0.0.1", port: server.port)
            var request = EgressRequest(
                method: "POST", url: "https://127.0.0.1:\(server.port)/", policy: EgressPolicy(allowed: [rule], privateHosts: ["127.0.0.1"]))
            request.timeout = .milliseconds(100)
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .timedOut && !failure.mayHaveBeenSent)
        }
    }

    @Test("The hook runs once before a request that may change something; if it fails nothing is sent")
    func willSend() async throws {
        struct DiskFull: Error {}
        try await withServer { request, connection in
            request.target == "/" ? connection.redirect(307, to: "/to") : connection.respond()
        } _: { egress, server in
            let calls = Counter()
            var request = try server.request("POST")
            request.willSend = { calls.count(server.requests.count) }
            _ = try await egress.send(request)
            #expect(calls.values == [0])

            request.method = "GET"
            _ = try await egress.send(request)
            #expect(calls.values == [0])

            request.method = "DELETE"
            request.willSend = { throw DiskFull() }
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .notRecorded && !failure.mayHaveBeenSent)
            #expect(server.requests.count == 4)
        }
    }
}
