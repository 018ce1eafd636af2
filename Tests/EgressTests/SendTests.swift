import Egress
import Model
import TestSupport
import Testing

@Suite("Sending")
struct SendTests {
    @Test("A request arrives as given and its answer comes back", arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func roundTrip(method: String) async throws {
        try await withServer { request, connection in
            connection.respond(201, headers: [("X-Answer", " yes ")], body: request.body)
        } _: { egress, server in
            var request = try server.request(method, "/a%20b?c=d", body: method == "GET" ? "" : "{\"é\":1}")
            request.headers = [("X-Asked", "no"), ("X-Empty", "")]
            request.trace = .new()
            let response = try await egress.send(request)
            #expect(response.status == 201)
            #expect(response.headers.first("x-answer") == "yes")
            #expect(response.body == request.body)

            let seen = try #require(server.requests.first)
            #expect(seen.method == method)
            #expect(seen.target == "/a%20b?c=d")
            #expect(seen.body == request.body)
            #expect(seen["x-asked"] == "no")
            #expect(seen["x-empty"] == "")
            #expect(seen["user-agent"] == "Patchbay/1.0")
            #expect(seen["traceparent"] == request.trace?.header)
            #expect(seen["expect"] == nil && seen["content-type"] == nil)
            #expect(seen["host"] == "127.0.0.1:\(server.port)")
        }
    }

    @Test("HEAD has no body to wait for")
    func head() async throws {
        try await withServer { _, connection in
            connection.write(connection.head(200, [("Content-Length", "5")]))
        } _: { egress, server in
            let response = try await egress.send(server.request("HEAD"))
            #expect(response.status == 200 && response.body.isEmpty)
        }
    }

    @Test("A large body is sent without asking first and comes back whole")
    func largeBody() async throws {
        try await withServer { request, connection in
            connection.respond(body: request.body)
        } _: { egress, server in
            var request = try server.request("POST")
            request.body = (0..<4 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let response = try await egress.send(request)
            #expect(response.body == request.body)
        }
    }

    @Test("Chunked answers with trailers and interim answers are put together")
    func chunked() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.write(connection.head(200, [("Transfer-Encoding", "chunked"), ("Trailer", "X-Late")]))
            connection.write("5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nX-Late: 1\r\n\r\n")
        } _: { egress, server in
            let response = try await egress.send(server.request())
            #expect(response.text == "hello world")
            #expect(response.headers.map(\.name) == ["transfer-encoding", "trailer"])
        }
    }

    @Test("A thousand requests in a row use one connection")
    func reuse() async throws {
        try await withServer { _, connection in connection.respond(text: "ok") } _: { egress, server in
            let request = try server.request("POST", body: "x")
            for _ in 0..<1_000 {
                let response = try await egress.send(request)
                #expect(response.status == 200)
            }
            #expect(server.connections == 1)
            #expect(server.requests.count == 1_000)
        }
    }

    @Test("Two requests run at the same time")
    func concurrent() async throws {
        let first = Gate(), second = Gate()
        try await withServer { request, connection in
            // Each waits for the other to have arrived.
            (request.target == "/1" ? first : second).open()
            (request.target == "/1" ? second : first).wait()
            connection.respond(text: request.target)
        } _: { egress, server in
            async let one = egress.send(server.request("GET", "/1"))
            async let two = egress.send(server.request("GET", "/2"))
            let texts = try await [one.text, two.text]
            #expect(texts == ["/1", "/2"])
        }
    }

    @Test("Thirty-two requests at a time all get their own answers")
    func many() async throws {
        try await withServer { request, connection in connection.respond(text: request.target) } _: { egress, server in
            try await withThrowingTaskGroup { group in
                for worker in 0..<32 {
                    group.addTask {
                        for index in 0..<20 {
                            let target = "/\(worker)/\(index)"
                            let response = try await egress.send(server.request("GET", target))
                            #expect(response.text == target)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.requests.count == 640)
            #expect(server.connections <= 32)
        }
    }
}
