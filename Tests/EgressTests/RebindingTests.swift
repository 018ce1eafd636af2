import Egress
import Synchronization
import TestSupport
import Testing

@Suite("A resolver that changes its answer")
struct RebindingTests {
    /// Answers one after the other; the last stays.
    private final class Answers: Sendable {
        private let left: Mutex<[String]>

        init(_ answers: [String]) { left = Mutex(answers) }

        func next() -> String { left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    @Test("Between two requests, and between a request and its redirect", arguments: [true, false], ["169.254.169.254", "[fd00:ec2::254]", "0.0.0.0"])
    func change(isRedirect: Bool, second: String) async throws {
        let answers = Answers(["127.0.0.1", second])
        try await withServer(configuration: EgressConfiguration(resolve: { _, _ in answers.next() })) { _, connection in
            connection.respond(isRedirect ? 307 : 200, headers: [("Location", "/again"), ("Connection", "close")])
            connection.close()
        } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: "intranet.example")
            request.policy = try server.policy(host: "intranet.example")
            if !isRedirect { _ = try await egress.send(request) }
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .addressNotAllowed)
            #expect(server.connections == 1)
        }
    }

    @Test("Of several addresses only one that is admitted is connected to", arguments: [
        ("169.254.169.254,127.0.0.1", true), ("127.0.0.1,169.254.169.254", true), ("[fd00:ec2::254],169.254.169.254", false),
    ])
    func several(answer: String, isReached: Bool) async throws {
        try await withServer(configuration: EgressConfiguration(resolve: { _, _ in answer })) { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: "intranet.example")
            request.policy = try server.policy(host: "intranet.example")
            if isReached {
                let response = try await egress.send(request)
                #expect(response.exchange.remoteAddress == "127.0.0.1:\(server.port)")
            } else {
                #expect(try await failure(of: egress, request).code == .addressNotAllowed)
            }
            // The same answer for a host that is not granted opens nothing.
            request.policy = try server.policy(host: "intranet.example", isPrivateGranted: false)
            #expect(try await failure(of: egress, request).code == .addressNotAllowed)
            #expect(server.connections == (isReached ? 1 : 0))
        }
    }
}
