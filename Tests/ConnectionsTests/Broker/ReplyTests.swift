import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct ReplyTests {
    @Test(arguments: [
        ("application/json", #"{"price":1.10}"#, #""json":{"price":1.10}"#),
        ("application/problem+json; charset=utf-8", "[1]", #""json":[1]"#),
        ("Application/JSON", "{broken", #""text":"{broken""#),
        ("text/html", "<p>é</p>", #""text":"<p>é</p>""#),
        ("text/plain", #"{"a":1}"#, #""text":"{\"a\":1}""#),
    ])
    func `A body becomes JSON where it says so and is, else text`(type: String, body: String, member: String) async throws {
        try await withServer({ $1.respond(headers: [("Content-Type", type)], text: body) }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let reply = await broker.fetch(Array(#"{"url":"\#(server.url())"}"#.utf8))
            let text = String(decoding: reply.document, as: UTF8.self)
            #expect(text.contains(#""status":200"#) && text.hasSuffix(member + "}"), "\(text)")
        }
    }

    @Test func `Bytes that are no text become Base64, and no body is no member`() async throws {
        try await withServer({ $1.respond(body: $0.target == "/bytes" ? [0xff, 0x00] : []) }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let bytes = try await broker.reply(to: ["url": .string(server.url("/bytes"))]).document
            #expect(bytes["base64"] == "/wA=")
            let empty = try await broker.reply(to: ["url": .string(server.url("/empty"))]).document
            #expect(empty.object.map { Array($0.keys) } == ["status", "headers"])
        }
    }

    @Test func `Headers come in lower case, joined, without cookies and what is the connection's`() async throws {
        let headers = [("X-A", "1"), ("x-a", "2"), ("Set-Cookie", "session=1"), ("Keep-Alive", "5"), ("Link", "<n>")]
        try await withServer({ $1.respond(headers: headers) }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url())]).document
            #expect(reply["headers"] == ["x-a": "1, 2", "link": "<n>"])
        }
    }

    @Test(arguments: [301, 404, 500])
    func `Any status is an answer`(status: Int) async throws {
        try await withServer({ $1.respond(status) }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url())])
            #expect(reply.status == .ok)
            #expect(reply.document["status"]?.int64 == Int64(status))
        }
    }

    @Test func `No answer is an error document with a class`() async throws {
        try await withServer({ $1.close() }) { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let lost = try await broker.reply(to: ["method": "POST", "url": .string(server.url())])
            #expect(lost.status == .failed)
            #expect(lost.document["class"] == "retry")
            let refused = try await broker.reply(to: ["url": "https://example.org/"])
            #expect(refused.document["class"] == "invalid_input")
            #expect(refused.document["message"]?.string?.contains("not among the allowed hosts") == true)
        }
    }

    @Test func `An echo of the secret is masked for the plugin and for the record`() async throws {
        try await withServer({ $1.respond(text: "you sent \($0["authorization"] ?? "nothing")") }) { egress, server in
            let scheme = Scheme(receivers: [server], apply: ["headers": ["Authorization": "Bearer {{secret:secret}}"]])
            let broker = try CallBroker(scheme, egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url()), "auth": true]).document
            #expect(reply["text"] == "you sent Bearer [secret]")
            let journal = String(decoding: try #require(broker.journal.document), as: UTF8.self)
            #expect(!journal.contains(canary))
        }
    }

    @Test func `What the provider kept of the secret is masked in the answer to a request without it`() async throws {
        try await withServer({ $1.respond(text: "last seen: \(canary)") }) { egress, server in
            let scheme = Scheme(receivers: [server], apply: ["headers": ["Authorization": "Bearer {{secret:secret}}"]])
            let broker = try CallBroker(scheme, egress: egress)
            let reply = try await broker.reply(to: ["url": .string(server.url())]).document
            #expect(reply["text"] == "last seen: [secret]")
            #expect(server.requests.first?["authorization"] == nil)
            let journal = String(decoding: try #require(broker.journal.document), as: UTF8.self)
            #expect(!journal.contains(canary))
        }
    }
}
