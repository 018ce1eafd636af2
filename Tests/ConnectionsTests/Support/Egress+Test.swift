import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import TestSupport

/// A running egress for the length of `body`.
func withEgress<Answer: Sendable>(_ body: (Egress) async throws -> Answer) async throws -> Answer {
    let egress = try Egress()
    return try await withThrowingTaskGroup { group in
        group.addTask { try await egress.run() }
        let answer = try await body(egress)
        group.cancelAll()
        return answer
    }
}

/// A server and an egress that may reach it, for the length of `body`.
func withServer<Answer: Sendable>(
    _ handler: @escaping TestServer.Handler = { $1.respond(text: "ok") }, _ body: (Egress, TestServer) async throws -> Answer
) async throws -> Answer {
    let server = try TestServer(handler)
    defer { server.stop() }
    return try await withEgress { try await body($0, server) }
}

extension CallBroker {
    /// What the plugin gets for a request document.
    func reply(to document: JSON) async throws -> (status: CallStatus, document: JSON) {
        let reply = await fetch(document.bytes())
        return (reply.status, try JSON.parse(reply.document))
    }
}

extension TestServer.Request {
    /// Everything that was sent, in one text.
    var text: String {
        "\(method) \(target)\n" + headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + String(decoding: body, as: UTF8.self)
    }
}
