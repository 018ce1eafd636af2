import Egress
import Model
import TestSupport
import Testing

@Suite("Limits")
struct LimitTests {
    @Test("A body over the limit is broken off, with or without its length", arguments: [true, false])
    func body(hasLength: Bool) async throws {
        try await withServer { _, connection in
            connection.write(connection.head(200, hasLength ? [("Content-Length", "1001")] : [("Connection", "close")]))
            connection.write([UInt8](repeating: 0x61, count: 1_001))
            connection.close()
        } _: { egress, server in
            var request = try server.request()
            request.maxBodyBytes = 1_000
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .bodyTooLarge && failure.mayHaveBeenSent)
            request.maxBodyBytes = 1_001
            let response = try await egress.send(request)
            #expect(response.body.count == 1_001)
        }
    }

    @Test("Compressed bodies are unfolded")
    func gzip() async throws {
        let packed = Gzip.repeating("hello, ", times: 3)
        try await withServer { _, connection in
            connection.respond(headers: [("Content-Encoding", "gzip")], body: packed)
        } _: { egress, server in
            var request = try server.request()
            request.headers = [("Accept-Encoding", "exotic")]
            let response = try await egress.send(request)
            #expect(response.text == "hello, hello, hello, ")
            #expect(server.requests[0]["accept-encoding"] == "gzip, deflate, br")
        }
    }

    @Test("A bomb is stopped at the limit, not unfolded")
    func bomb() async throws {
        let bomb = Gzip.repeating("a", times: 512 << 20)
        #expect(bomb.count < 4 << 20)
        try await withServer { _, connection in
            connection.respond(headers: [("Content-Encoding", "gzip")], body: bomb)
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .bodyTooLarge)
            #expect(failure.exchanges[0].responseBody.size <= 16 << 20)
        }
    }

    @Test("A damaged content coding is an invalid answer")
    func damaged() async throws {
        try await withServer { _, connection in
            connection.respond(headers: [("Content-Encoding", "gzip")], text: "this is not gzip")
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .invalidResponse)
        }
    }

    @Test("Headers over the limit are broken off, in one line or many", arguments: [1, 1_000])
    func headers(lines: Int) async throws {
        try await withServer { _, connection in
            let fields = (0..<lines).map { ("X-\($0)", String(repeating: "a", count: 80_000 / lines)) }
            connection.write(connection.head(200, fields + [("Content-Length", "0")]))
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .headersTooLarge)
        }
    }

    @Test("What never ends is broken off at a limit", arguments: [
        ("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", "", EgressFailure.Code.headersTooLarge),
        ("X-More: and more\r\n", "HTTP/1.1 200 OK\r\n", .headersTooLarge),
        ("a line without an end ", "HTTP/1.1 200 OK\r\nX: ", .headersTooLarge),
        ("5\r\nhello\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .bodyTooLarge),
        ("hello", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", .bodyTooLarge),
        ("X-Trailer: and more\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", .headersTooLarge),
    ])
    func endless(piece: String, start: String, code: EgressFailure.Code) async throws {
        try await withServer { _, connection in
            connection.write(start)
            connection.trickle(String(repeating: piece, count: 500))
        } _: { egress, server in
            var request = try server.request()
            request.maxBodyBytes = 1 << 20
            let failure = try await failure(of: egress, request)
            #expect(failure.code == code)
            #expect(failure.exchanges[0].responseBody.size <= 1 << 20)
        }
    }

    @Test("A trickle does not stretch the time", arguments: [
        ("X: y\r\n", "HTTP/1.1 200 OK\r\n"), ("a", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
        ("1\r\na\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), ("HTTP/1.1 100 Continue\r\n\r\n", ""),
    ])
    func trickle(piece: String, start: String) async throws {
        try await withServer { _, connection in
            connection.write(start)
            connection.trickle(piece, everyMilliseconds: 20)
        } _: { egress, server in
            var request = try server.request("POST")
            request.timeout = .milliseconds(200)
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .timedOut && failure.mayHaveBeenSent)
        }
    }

    @Test("Content codings in layers are refused beyond five, and unknown ones always", arguments: [
        Array(repeating: "gzip", count: 6).joined(separator: ", "), "compress", "gzip, exotic",
    ])
    func layers(coding: String) async throws {
        try await withServer { _, connection in
            connection.respond(headers: [("Content-Encoding", coding)], body: Gzip.repeating("a", times: 3))
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request())
            #expect(failure.code == .invalidResponse)
        }
    }

    @Test("The time is for everything together: connection, answer and body", arguments: ["header", "body"])
    func timeout(stage: String) async throws {
        let gate = Gate()
        try await withServer { _, connection in
            if stage == "body" { connection.write(connection.head(200, [("Content-Length", "5")]) + Array("he".utf8)) }
            gate.wait()
        } _: { egress, server in
            var request = try server.request("POST")
            request.timeout = .milliseconds(100)
            let failure = try await failure(of: egress, request)
            gate.open()
            #expect(failure.code == .timedOut && failure.code.callClass == .retry && failure.mayHaveBeenSent)
            #expect(failure.exchanges[0].error == failure.sentence)
            #expect(failure.exchanges[0].timings.total >= 90)
        }
    }

    @Test("No time left means nothing is sent")
    func noTime() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request("POST")
            request.timeout = .zero
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .timedOut && !failure.mayHaveBeenSent)
            #expect(server.connections == 0)
        }
    }

    @Test("More requests than allowed at once are turned away")
    func overload() async throws {
        let gate = Gate(), arrived = Notice()
        try await withServer(configuration: EgressConfiguration(maxTransfers: 1)) { _, connection in
            arrived.post()
            gate.wait()
            connection.respond()
        } _: { egress, server in
            async let first = egress.send(server.request())
            await arrived.wait()
            #expect(try await failure(of: egress, server.request()).code == .overloaded)
            gate.open()
            let response = try await first
            #expect(response.status == 200)
        }
    }
}
