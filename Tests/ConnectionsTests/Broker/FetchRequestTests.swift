import Connections
import Egress
import Foundation
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct FetchRequestTests {
    @Test(arguments: [
        ("[]", "not an object"),
        ("{", "cannot be read as JSON"),
        (#"{"method":"GET"}"#, "'url' is missing"),
        (#"{"url":7}"#, "'url' is missing or not a text"),
        (#"{"url":"https://a.example","auht":true}"#, "no member 'auht'"),
        (#"{"url":"https://a.example","auth":"yes"}"#, "'auth' is neither"),
        (#"{"url":"https://a.example","headers":{"A":1}}"#, "'headers/A' is not a text"),
        (#"{"url":"https://a.example","query":{"a":["b",{}]}}"#, "'query/a' is not a text"),
        (#"{"url":"https://a.example","json":1,"text":"b"}"#, "more than one of"),
        (#"{"url":"https://a.example","base64":"a"}"#, "not Base64"),
        (#"{"url":"https://a.example","base64":"YQ==="}"#, "not Base64"),
        (#"{"url":"https://a.example","timeout_ms":0}"#, "'timeout_ms' is not a whole number"),
        (#"{"url":"https://a.example","redirects":21}"#, "'redirects' is not a whole number from 0 to 20"),
        (#"{"url":"https://a.example","capture":{"a":"/b"}}"#, "'capture' belongs to"),
    ])
    func `A malformed request is the plugin's bug, and the sentence says what is wrong`(document: String, sentence: String) async throws {
        try await withEgress { egress in
            let broker = try CallBroker(Scheme(receivers: [], kind: "custom"), egress: egress)
            let reply = await broker.fetch(Array(document.utf8))
            let error = try JSON.parse(reply.document)
            #expect(reply.status == .failed)
            #expect(error["class"] == "bug")
            #expect(error["message"]?.string?.contains(sentence) == true, "\(error)")
        }
    }

    @Test(arguments: [
        (#""json":{"n":1.10,"big":12345678901234567890}"#, "application/json", #"{"n":1.10,"big":12345678901234567890}"#),
        (#""form":{"a b":"c&d","e":"é"}"#, "application/x-www-form-urlencoded", "a%20b=c%26d&e=%C3%A9"),
        (#""text":"héllo""#, "text/plain; charset=utf-8", "héllo"),
        (#""base64":"aGk=""#, "application/octet-stream", "hi"),
        (#""text":"<a/>","headers":{"content-type":"application/xml"}"#, "application/xml", "<a/>"),
    ])
    func `Each kind of body is sent with its type`(members: String, type: String, body: String) async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            let reply = await broker.fetch(Array(#"{"method":"POST","url":"\#(server.url())",\#(members)}"#.utf8))
            #expect(reply.status == .ok)
            let request = try #require(server.requests.first)
            #expect(request["content-type"] == type)
            #expect(String(decoding: request.body, as: UTF8.self) == body)
        }
    }

    @Test(arguments: [
        ("/a", #"{"b":"c d"}"#, "/a?b=c%20d"),
        ("/a?x=1", #"{"b":["1","2"]}"#, "/a?x=1&b=1&b=2"),
        ("/a?", #"{"b":"&="}"#, "/a?b=%26%3D"),
        ("/a?x#top", #"{"b":""}"#, "/a?x&b="),
        ("/a#top", "{}", "/a"),
    ])
    func `The query is added to the URL, percent-encoded`(path: String, query: String, target: String) async throws {
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            _ = await broker.fetch(Array(#"{"url":"\#(server.url(path))","query":\#(query)}"#.utf8))
            #expect(server.requests.first?.target == target)
        }
    }

    @Test func `Bytes survive Base64, whatever they are`() async throws {
        var generator = SeededGenerator(seed: 5)
        try await withServer { egress, server in
            let broker = try CallBroker(Scheme(receivers: [server], kind: "none"), egress: egress)
            for length in 0..<40 {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
                let request: JSON = ["method": "PUT", "url": .string(server.url()), "base64": .string(Data(bytes).base64EncodedString())]
                _ = await broker.fetch(request.bytes())
                #expect(server.requests.last?.body == bytes)
            }
        }
    }
}
