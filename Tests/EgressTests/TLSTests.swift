import Egress
import Foundation
import Model
import Testing

@Suite("TLS", .serialized)
struct TLSTests {
    @Test("A server is trusted through the authority given with connect_to, under the name that was asked for")
    func trusted() async throws {
        try await withTLSServer { server in
            let configuration = EgressConfiguration(connectTo: [
                .init(host: "api.example.com", targetHost: "127.0.0.1", targetPort: server.port, caFile: server.authority)
            ])
            try await withEgress(configuration) { egress in
                let request = try Self.request("api.example.com")
                let response = try await egress.send(request)
                #expect(response.status == 200)
                #expect(response.exchange.timings.tls > 0)
            }
        }
    }

    @Test("A server with another name, or of an unknown authority, is not trusted and sees no request", arguments: ["name", "authority"])
    func untrusted(fault: String) async throws {
        try await withTLSServer { server in
            let host = fault == "name" ? "other.example.com" : "api.example.com"
            let configuration = EgressConfiguration(connectTo: [
                .init(host: host, targetHost: "127.0.0.1", targetPort: server.port, caFile: fault == "name" ? server.authority : nil)
            ])
            try await withEgress(configuration) { egress in
                let failure = try await failure(of: egress, Self.request(host))
                #expect(failure.code == .certificateNotTrusted && failure.code.callClass == .permanent)
                #expect(!failure.mayHaveBeenSent)
            }
        }
    }

    @Test("Versions before TLS 1.2 are refused")
    func old() async throws {
        try await withTLSServer(options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]) { server in
            let configuration = EgressConfiguration(connectTo: [
                .init(host: "api.example.com", targetHost: "127.0.0.1", targetPort: server.port, caFile: server.authority)
            ])
            try await withEgress(configuration) { egress in
                let failure = try await failure(of: egress, Self.request("api.example.com"))
                #expect(failure.code == .tlsFailed && !failure.mayHaveBeenSent)
            }
        }
    }

    @Test("The same host without connect_to is not exempt from anything")
    func notExempt() async throws {
        try await withTLSServer { server in
            try await withEgress(EgressConfiguration(caFile: server.authority, resolve: { _, _ in "127.0.0.1" })) { egress in
                let failure = try await failure(of: egress, Self.request("api.example.com", port: server.port))
                #expect(failure.code == .addressNotAllowed)
                let granted = try Self.request("api.example.com", port: server.port, privateHosts: ["api.example.com"])
                let response = try await egress.send(granted)
                #expect(response.status == 200, "and the authority of the configuration is trusted")
            }
        }
    }

    private static func request(_ host: String, port: UInt16 = 443, privateHosts: Set<String> = []) throws -> EgressRequest {
        EgressRequest(
            url: "https://\(host):\(port)/", policy: EgressPolicy(allowed: [try HostRule(host: host, port: port)], privateHosts: privateHosts)
        )
    }
}
