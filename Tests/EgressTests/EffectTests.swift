import Egress
import TestSupport
import Testing

/// Whether the provider may have done what a request asked: what decides if a step may be tried again.
@Suite("Whether a request may have acted")
struct EffectTests {
    @Test("A status says so, or leaves it open", arguments: [
        (200, true), (201, true), (202, true), (204, true), (206, true), (300, true), (301, true), (302, true), (303, true), (304, true),
        (307, false), (308, false),
        (400, false), (401, false), (403, false), (404, false), (408, false), (409, false), (413, false), (422, false), (425, false), (429, false),
        (500, true), (501, false), (502, true), (503, false), (504, true), (505, false), (507, true), (520, true), (524, true), (599, true),
    ])
    func status(status: Int, mayHaveActed: Bool) async throws {
        try await withServer { request, connection in
            connection.respond(status, headers: status == 503 ? [("Retry-After", "1")] : [])
        } _: { egress, server in
            for method in ["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "OPTIONS"] {
                let exchange = try await egress.send(server.request(method)).exchange
                #expect(exchange.mayHaveActed == (mayHaveActed && !["GET", "HEAD", "OPTIONS"].contains(method)), "\(method)")
            }
        }
    }

    @Test("An unfinished answer counts by its status, none counts as a deed", arguments: [
        ("", true), ("HTTP/1.1 100 Continue\r\n\r\n", true), ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", true),
        ("HTTP/1.1 422 No\r\nContent-Length: 9\r\n\r\nhalf", false), ("HTTP/1.1 504 Late\r\nContent-Length: 9\r\n\r\nhalf", true), ("nonsense\r\n\r\n", true),
    ])
    func unfinished(answer: String, mayHaveActed: Bool) async throws {
        try await withServer { _, connection in
            connection.write(answer)
            connection.close()
        } _: { egress, server in
            let failure = try await failure(of: egress, server.request("POST"))
            #expect(failure.exchanges.map(\.mayHaveActed) == [mayHaveActed])
        }
    }

    @Test("A request passed on elsewhere counts where it ended up", arguments: [(307, "/422", false), (308, "/201", true), (307, "nowhere", false), (302, "/422", true)])
    func redirected(status: Int, target: String, mayHaveActed: Bool) async throws {
        let nowhere = try TestServer { _, _ in }
        nowhere.stop()
        try await withServer { request, connection in
            guard let answer = Int(request.target.dropFirst()) else {
                return connection.redirect(status, to: target == "nowhere" ? nowhere.url() : target)
            }
            connection.respond(answer)
        } _: { egress, server in
            var request = try server.request("POST")
            request.policy = EgressPolicy(allowed: [try server.rule(), try nowhere.rule()], privateHosts: ["127.0.0.1"])
            let exchanges = await Self.exchanges(of: egress, request)
            #expect(exchanges.map(\.wasSent) == [true, target != "nowhere"])
            #expect(exchanges.contains(where: \.mayHaveActed) == mayHaveActed)
        }
    }

    private static func exchanges(of egress: Egress, _ request: EgressRequest) async -> [HTTPExchange] {
        do {
            return try await egress.send(request).exchanges
        } catch {
            return error.exchanges
        }
    }
}
