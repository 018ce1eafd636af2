import Egress
import Model
import Synchronization
import TestSupport
import Testing

@Suite("Address guard")
struct AddressGuardTests {
    @Test("A host that is allowed but private is refused before anything connects", arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"])
    func privateHost(host: String) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: host)
            request.policy = try server.policy(host: host, isPrivateGranted: false)
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .addressNotAllowed)
            #expect(failure.code.callClass == .permanent)
            #expect(!failure.mayHaveBeenSent)
            #expect(server.connections == 0)
        }
    }

    @Test("A public name that resolves to a private address is refused", arguments: [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "192.168.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fd00:ec2::254]",
        "[fe80::1]", "[2002:7f00:1::]", "0.0.0.0", "224.0.0.1",
    ])
    func privateAnswer(address: String) async throws {
        let configuration = EgressConfiguration(resolve: { _, _ in address })
        try await withServer(configuration: configuration) { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: "public.example")
            request.policy = try server.policy(host: "public.example", isPrivateGranted: false)
            let failure = try await failure(of: egress, request)
            #expect(failure.code == .addressNotAllowed)
            #expect(server.connections == 0)
        }
    }

    @Test("A grant by name reaches a local address, but not the metadata service when the resolver changes its answer")
    func rebinding() async throws {
        let answer = Mutex("127.0.0.1")
        let configuration = EgressConfiguration(resolve: { _, _ in answer.withLock { $0 } })
        try await withServer(configuration: configuration) { _, connection in
            connection.respond(headers: [("Connection", "close")])
        } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: "intranet.example")
            request.policy = try server.policy(host: "intranet.example")
            let response = try await egress.send(request)
            #expect(response.status == 200)
            answer.withLock { $0 = "169.254.169.254" }
            #expect(try await failure(of: egress, request).code == .addressNotAllowed)
        }
    }

    @Test("A pooled connection of one policy does not serve another")
    func pools() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            var request = try server.request()
            request.url = server.url(host: "localhost")
            request.policy = try server.policy(host: "localhost")
            for _ in 0..<2 { _ = try await egress.send(request) }
            #expect(server.connections == 1)

            request.policy = try server.policy(host: "localhost", methods: ["GET"])
            _ = try await egress.send(request)
            #expect(server.connections == 2)

            request.policy = try server.policy(host: "localhost", isPrivateGranted: false)
            #expect(try await failure(of: egress, request).code == .addressNotAllowed)
            #expect(server.requests.count == 3)
        }
    }

    @Test("connect_to leads one host and port elsewhere, past the address check, and nothing else")
    func connectTo() async throws {
        let server = try TestServer { request, connection in connection.respond(text: request["host"] ?? "") }
        defer { server.stop() }
        let configuration = EgressConfiguration(connectTo: [
            .init(host: "api.example.com", port: 80, targetHost: "127.0.0.1", targetPort: server.port)
        ])
        try await withEgress(configuration) { egress in
            let policy = EgressPolicy(allowed: [
                try HostRule(scheme: .http, host: "api.example.com"), try HostRule(scheme: .http, host: "127.0.0.1", port: server.port),
            ])
            let response = try await egress.send(EgressRequest(url: "http://api.example.com/", policy: policy))
            #expect(response.text == "api.example.com")
            #expect(response.exchange.remoteAddress == "127.0.0.1:\(server.port)")
            let direct = try await failure(of: egress, EgressRequest(url: server.url(), policy: policy))
            #expect(direct.code == .addressNotAllowed)
        }
    }
}
