import Engine
import Model
import PatchbayJSON
import Testing

@Suite("A webhook request")
struct TriggerDocumentTests {
    static func request(body: [UInt8] = [], query: String = "", headers: [WebhookRequest.Header] = []) -> WebhookRequest {
        WebhookRequest(method: "POST", path: "orders", query: query, headers: headers, body: body, receivedAt: Timestamp(milliseconds: 1_700_000_000_123))
    }

    @Test("is the same after it was stored", arguments: [
        request(), request(body: [0, 255, 10], query: "a=1", headers: [.init("Content-Type", "x/ü"), .init("", "")]),
    ])
    func roundTrip(request: WebhookRequest) {
        #expect(WebhookRequest(encoded: request.encoded()) == request)
    }

    @Test("cut short or lengthened anywhere is not read")
    func damaged() {
        let bytes = Self.request(body: [1, 2, 3], headers: [.init("a", "b")]).encoded()
        for count in bytes.indices { #expect(WebhookRequest(encoded: Array(bytes.prefix(count))) == nil) }
        #expect(WebhookRequest(encoded: bytes + [0]) == nil)
    }

    @Test("gives its body as JSON, else as text, else as base64", arguments: [
        (Array(#"{"a":1.50}"#.utf8), ["a": .number(JSONNumber("1.50")!)]), (Array("plain ü".utf8), "plain ü"), ([0xFF, 0xFE], "//4="), ([], .null),
    ] as [([UInt8], JSON)])
    func body(bytes: [UInt8], document: JSON) {
        #expect(TriggerDocument.webhook(Self.request(body: bytes))["body"] == document)
    }

    @Test("gives headers in lower case, query fields decoded, repeated ones together")
    func parts() {
        let document = TriggerDocument.webhook(Self.request(
            query: "a=1&b=x+y%20z&b=%C3%BC&flag&%=%zz&", headers: [.init("X-One", "1"), .init("x-one", "2")]))
        #expect(document["headers"] == ["x-one": "1, 2"])
        #expect(document["query"] == ["a": "1", "b": ["x y z", "ü"], "flag": "", "%": "%zz"])
        #expect(document["received_at"] == "2023-11-14T22:13:20.123Z")
        #expect(document["method"] == "POST")
    }
}
