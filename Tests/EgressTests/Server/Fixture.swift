import Egress
import TestSupport

/// A server and an egress that may reach it, for the length of `body`.
func withServer<Result: Sendable>(
    configuration: EgressConfiguration = EgressConfiguration(),
    _ handler: @escaping TestServer.Handler,
    _ body: (Egress, TestServer) async throws -> Result
) async throws -> Result {
    let server = try TestServer(handler)
    defer { server.stop() }
    return try await withEgress(configuration) { try await body($0, server) }
}

/// A running egress for the length of `body`.
func withEgress<Result: Sendable>(
    _ configuration: EgressConfiguration = EgressConfiguration(),
    _ body: (Egress) async throws -> Result
) async throws -> Result {
    let egress = try Egress(configuration: configuration)
    return try await withThrowingTaskGroup { group in
        group.addTask { try await egress.run() }
        let result = try await body(egress)
        group.cancelAll()
        return result
    }
}

extension TestServer {
    /// Allows this server under the name or address `host`, private as it is.
    func policy(host: String = "127.0.0.1", methods: Set<String>? = nil, isPrivateGranted: Bool = true) throws -> EgressPolicy {
        EgressPolicy(allowed: [try rule(host: host, methods: methods)], privateHosts: isPrivateGranted ? [host] : [])
    }

    func rule(host: String = "127.0.0.1", methods: Set<String>? = nil) throws -> HostRule {
        try HostRule(scheme: .http, host: host, port: port, methods: methods)
    }

    func request(_ method: String = "GET", _ target: String = "/", body: String = "") throws -> EgressRequest {
        EgressRequest(method: method, url: url(target), body: Array(body.utf8), policy: try policy())
    }
}

extension EgressResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// The failure of a request that must fail.
func failure(of egress: Egress, _ request: EgressRequest) async throws -> EgressFailure {
    do {
        let response = try await egress.send(request)
        throw UnexpectedResponse(status: response.status)
    } catch let failure as EgressFailure {
        return failure
    }
}

struct UnexpectedResponse: Error { let status: Int }
