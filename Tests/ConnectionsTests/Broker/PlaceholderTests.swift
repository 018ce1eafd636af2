import Connections
import Egress
import Foundation
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct PlaceholderTests {
    private static let mark = "{{secret:secret}}"

    @Test(arguments: [
        #""headers":{"X-Key":"k {{secret:secret}}"}"#, #""query":{"key":"{{secret:secret}}"}"#, #""json":{"a":[{"key":"{{secret:secret}}"}]}"#,
        #""form":{"key":"{{secret:secret}}"}"#, #""text":"key={{secret:secret}}""#, #""json":{"key":"\u007b{secret:secret}}"}"#,
    ])
    func `A plugin whose scheme leaves it the choice places the secret`(member: String) async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "custom"), egress: egress)
            let reply = await broker.fetch(Array(#"{"method":"POST","url":"\#(server.url())","auth":true,\#(member)}"#.utf8))
            #expect(reply.status == .ok)
            let sent = try #require(server.requests.first).text
            #expect(sent.contains(canary) && !sent.contains("{{"), "\(sent)")
            let journal = String(decoding: try #require(broker.journal.document), as: UTF8.self)
            #expect(!journal.contains(canary))
        }
    }

    @Test(arguments: [("custom", false), ("template", true), ("none", true)])
    func `Elsewhere a text that looks like a placeholder is text`(kind: String, isAuthenticated: Bool) async throws {
        try await withServer { egress, server in
            let scheme = Scheme(receivers: [server], kind: kind, apply: ["query": ["v": "1"]])
            let broker = try CallBroker(scheme, egress: egress)
            _ = try await broker.reply(to: ["method": "POST", "url": .string(server.url()), "auth": .bool(isAuthenticated), "text": .string(Self.mark)])
            let request = try #require(server.requests.first)
            #expect(String(decoding: request.body, as: UTF8.self) == Self.mark)
        }
    }

    @Test(arguments: [
        mark, #"{\"nested\":\"{{secret:secret}}\"}"#, #"\u007b\u007bsecret:secret}}"#, "%7B%7Bsecret:secret%7D%7D",
        Data("say {{secret:secret}} now".utf8).base64EncodedString(),
    ])
    func `Once a stranger's text may hold a placeholder, none is filled`(text: String) async throws {
        try await withServer { egress, server in
            let input = #"{"action":"post","input":{"text":"\#(text)"}}"#
            let broker = try CallBroker(Scheme(receivers: [server], kind: "custom"), input: input, egress: egress)
            let reply = try await broker.reply(to: ["method": "POST", "url": .string(server.url()), "auth": true, "text": .string(Self.mark)])
            #expect(reply.document["class"] == "invalid_input")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `An answer of the provider counts as a stranger's text`() async throws {
        try await withServer({ $1.respond(text: "{{secret:secret}}") }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "custom"), egress: egress)
            let post: JSON = ["method": "POST", "url": .string(server.url()), "auth": true, "text": .string(Self.mark)]
            #expect(try await broker.reply(to: post).status == .ok)
            #expect(try await broker.reply(to: post).status == .failed)
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [
        (#""url":"BASE?key={{secret:secret}}""#, "cannot be put into a URL"),
        (#""url":"BASE","text":"{{secret:other}}""#, "the secret 'other'"),
    ])
    func `A placeholder that cannot be filled stops the request`(member: String, sentence: String) async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "custom"), egress: egress)
            let document = #"{"method":"POST","auth":true,\#(member)}"#.replacing("BASE", with: server.url())
            let reply = await broker.fetch(Array(document.utf8))
            let message = try JSON.parse(reply.document)["message"]?.string
            #expect(message?.contains(sentence) == true)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `A request with a secret in it stays at the scheme's hosts, though the secret be too short to recognise`() async throws {
        let stranger = try TestServer { $1.respond() }
        defer { stranger.stop() }
        let elsewhere = stranger.url("/landed")
        try await withServer({ $1.redirect(307, to: elsewhere) }) { egress, server in
            let scheme = Scheme(receivers: [server], others: [stranger], kind: "custom", fields: ["secret": "k3y"])
            let broker = try CallBroker(scheme, egress: egress)
            let post: JSON = ["method": "POST", "url": .string(server.url()), "auth": true, "text": .string(Self.mark)]
            let reply = try await broker.reply(to: post)
            #expect(server.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["k3y"])
            #expect(reply.status == .failed)
            #expect(stranger.requests.isEmpty)
            let journal = String(decoding: try #require(broker.journal.document), as: UTF8.self)
            #expect(journal.contains("[secret]") && !journal.contains("k3y"))
        }
    }

    /// Redirects between hosts, credentials of each kind, placeholders and plain requests in all combinations that chance finds:
    /// what reaches a host that the scheme does not name never has the secret in it, however written.
    @Test(arguments: [3, 7, 11] as [UInt64])
    func `A secret never reaches a host that its scheme does not name`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let stranger = try TestServer { $1.respond(text: "stranger") }
        defer { stranger.stop() }
        let elsewhere = stranger.url("/landed")
        let handler: TestServer.Handler = { request, connection in
            guard let status = Int(request.target.split(separator: "/").first?.prefix(3) ?? "") else { return connection.respond() }
            // A host of the scheme that echoes what it was sent into the redirect is the worst case.
            let echo = request.target.split(separator: "?").dropFirst().first.map { "?\($0)" } ?? ""
            connection.redirect(status, to: elsewhere + echo)
        }
        let finder = SecretMask([canary])
        try await withServer(handler) { egress, server in
            for _ in 0..<60 {
                let (kind, apply) = Self.schemes.randomElement(using: &random)!
                let broker = try CallBroker(Scheme(receivers: [server], others: [stranger], kind: kind, apply: apply), egress: egress)
                let path = ["/", "/301", "/302", "/303", "/307", "/308"].randomElement(using: &random)!
                let home = [server, server, stranger].randomElement(using: &random)!
                var document: JSONObject = ["method": .string(["GET", "POST", "PUT"].randomElement(using: &random)!)]
                document["url"] = .string(home.url(path))
                document["auth"] = .bool(Int.random(in: 0..<4, using: &random) > 0)
                let (member, value) = Self.members.randomElement(using: &random)!
                document[member] = value
                _ = await broker.fetch(JSON.object(document).bytes())
            }
            #expect(server.requests.contains { finder.finds(in: $0.text) })
            #expect(!stranger.requests.isEmpty)
            for request in stranger.requests { #expect(!finder.finds(in: request.text), "\(request.text)") }
        }
    }

    private static let schemes: [(String, JSON?)] = [
        ("custom", nil),
        ("template", ["headers": ["Authorization": "Bearer {{secret:secret}}", "X-Key": "{{secret:secret}}"]]),
        ("template", ["query": ["key": "{{secret:secret}}"]]),
        ("basic", ["basic": ["username": "ada", "password": "{{secret:secret}}"]]),
    ]

    private static let members: [(String, JSON)] = [
        ("headers", ["X-Own": "{{secret:secret}}"]), ("query", ["q": "{{secret:secret}}"]), ("json", ["k": "{{secret:secret}}"]),
        ("form", ["k": "{{secret:secret}}"]), ("text", "{{secret:secret}}"), ("text", "plain"),
    ]
}
