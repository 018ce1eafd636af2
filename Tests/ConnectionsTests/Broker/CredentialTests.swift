import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct CredentialTests {
    @Test(arguments: [
        (["headers": ["Authorization": "Bearer {{secret:secret}}"]], "Authorization: Bearer \(canary)\n"),
        (["headers": ["{{field:header}}": "{{secret:secret}}", "X-Version": "2022-06-28"]], "X-Key: \(canary)\n"),
        (["query": ["{{field:header}}": "{{secret:secret}}"]], "GET /x?a=b&X-Key=\(canary)\n"),
        (["basic": ["username": "{{field:user}}", "password": "{{secret:secret}}"]], "Authorization: Basic YWRhOmNhbmFyeS03UXAyeFY5c0xtNFQ="),
    ] as [(JSON, String)])
    func `A credential goes on as its scheme says, only when the plugin asks`(apply: JSON, sent: String) async throws {
        try await withServer { egress, server in
            let fields: JSONObject = ["secret": .string(canary), "header": "X-Key", "user": "ada"]
            let scheme = Scheme(receivers: [server], apply: apply, fields: fields)
            let broker = try CallBroker(scheme, egress: egress)
            _ = try await broker.reply(to: ["url": .string(server.url("/x?a=b")), "auth": true])
            _ = try await broker.reply(to: ["url": .string(server.url("/x?a=b"))])
            #expect(server.requests[0].text.contains(sent), "\(server.requests[0].text)")
            #expect(!server.requests[1].text.contains(canary))
        }
    }

    @Test func `What a scheme puts on that is no secret is sent, and not masked where it comes back`() async throws {
        try await withServer({ $1.respond(text: $0["x-version"] ?? "") }) { egress, server in
            let scheme = Scheme(receivers: [server], apply: ["headers": ["X-Version": "2022-06-28", "X-Key": "{{secret:secret}}"]])
            let reply = try await CallBroker(scheme, egress: egress).reply(to: ["url": .string(server.url()), "auth": true])
            #expect(reply.document["text"] == "2022-06-28")
        }
    }

    @Test(arguments: [
        ("connection:", [:], "/hooks/T1?x=1"),
        ("connection:/messages", [:], "/hooks/T1/messages?x=1"),
        ("connection:?wait=true", ["a": "b c"], "/hooks/T1?x=1&wait=true&a=b%20c"),
        ("connection:", ["wait": "true"], "/hooks/T1?x=1&wait=true"),
    ] as [(String, JSONObject, String)])
    func `The connection's own URL takes a path and a query from the plugin`(url: String, query: JSONObject, target: String) async throws {
        try await withServer { egress, server in
            let scheme = Scheme(
                receivers: [server], kind: "url_secret", apply: ["url": "{{secret:secret_url}}"], urlPattern: "^http://.+",
                fields: ["secret_url": .string(server.url("/hooks/T1?x=1"))])
            let broker = try CallBroker(scheme, egress: egress)
            let reply = try await broker.reply(to: ["method": "POST", "url": .string(url), "auth": true, "query": .object(query)])
            #expect(reply.status == .ok, "\(reply.document)")
            #expect(server.requests.first?.target == target)
            let journal = String(decoding: try #require(broker.journal.document), as: UTF8.self)
            #expect(!journal.contains("/hooks/T1"))
        }
    }

    @Test(arguments: ["connection:/../admin", "connection:@evil.example", "connection://evil.example", "connection:.evil.example"])
    func `A suffix cannot leave the connection's URL`(url: String) async throws {
        try await withServer { egress, server in
            let scheme = Scheme(
                receivers: [server], kind: "url_secret", apply: ["url": "{{secret:secret_url}}"],
                fields: ["secret_url": .string(server.url("/hooks/T1"))])
            let reply = try await CallBroker(scheme, egress: egress).reply(to: ["url": .string(url), "auth": true])
            let targets = server.requests.map(\.target)
            #expect(reply.status == .failed || targets.allSatisfy { $0.hasPrefix("/hooks/T1") }, "\(targets)")
        }
    }

    @Test func `Towards a host that the scheme does not name the request fails and nothing is sent`() async throws {
        try await withServer { egress, server in
            let other = try TestServer { $1.respond() }
            defer { other.stop() }
            let scheme = Scheme(receivers: [server], others: [other], apply: ["headers": ["X-Key": "{{secret:secret}}"]])
            let broker = try CallBroker(scheme, egress: egress)
            let reply = try await broker.reply(to: ["url": .string(other.url()), "auth": true])
            #expect(reply.status == .failed)
            #expect(reply.document["message"] == .string("The credential may not be sent to 127.0.0.1:\(other.port)."))
            #expect(other.requests.isEmpty)
            #expect(try await broker.reply(to: ["url": .string(other.url())]).status == .ok)
        }
    }

    @Test func `Without a connection there is no credential to ask for`() async throws {
        try await withServer { egress, server in
            let manifest = try Scheme(receivers: [], others: [server], kind: "none").manifest()
            let rights = try OutboundRights(manifest, privateHosts: ["127.0.0.1"])
            let broker = CallBroker(rights, .test(), input: [], egress: egress)
            let refused = try await broker.reply(to: ["url": .string(server.url()), "auth": true])
            #expect(refused.document["class"] == "invalid_input")
            #expect(try await broker.reply(to: ["url": .string(server.url())]).status == .ok)
        }
    }

    @Test func `A private host is reached only when the admin grants it`() async throws {
        try await withServer { egress, server in
            let manifest = try Scheme(receivers: [], others: [server], kind: "none").manifest()
            let broker = CallBroker(try OutboundRights(manifest, privateHosts: []), .test(), input: [], egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url())])
            #expect(reply.document["class"] == "permanent")
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: [
        ("a\r\nX-Evil: 1", ["headers": ["X-Key": "{{secret:secret}}"]], "control character"),
        ("v", ["headers": ["{{field:bad}}": "{{secret:secret}}"]], "not allowed"),
        ("v", ["headers": ["Host": "{{secret:secret}}"]], "set by the host"),
        ("v", ["headers": ["X-Plain": "{{field:lines}}", "X-Key": "{{secret:secret}}"]], "control character"),
        ("v", ["basic": ["username": "{{field:colon}}", "password": "{{secret:secret}}"]], "colon"),
        ("not a url", ["url": "{{secret:secret}}"], "absolute"),
        ("https://elsewhere.example/hook", ["url": "{{secret:secret}}"], "may not send to elsewhere.example"),
    ] as [(String, JSON, String)])
    func `What cannot be sent as it is does not become a credential`(secret: String, apply: JSON, sentence: String) throws {
        let scheme = Scheme(
            receivers: [], apply: apply, fields: ["secret": .string(secret), "bad": "X Key", "lines": "a\nb", "colon": "a:b"])
        let fault = try #require(throws: CredentialFault.self) { try scheme.rights() }
        #expect(fault.message.contains(sentence), "\(fault)")
        #expect(fault.pointer.hasPrefix("/") || fault.pointer.isEmpty)
    }
}
