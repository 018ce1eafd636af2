import API
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@Suite struct RequestDeadlineTests {
    private static let head = HTTPRequestPart.head(HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/"))
    private static let body = HTTPRequestPart.body(ByteBuffer(string: "x"))

    private func channel() -> EmbeddedChannel {
        EmbeddedChannel(handler: RequestDeadline(after: .seconds(60)))
    }

    @Test func `a body that drips in is ended, however often a byte comes`() throws {
        let channel = channel()
        try channel.writeInbound(Self.head)
        for _ in 0..<5 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(11))
            try channel.writeInbound(Self.body)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(throws: RequestTooSlow.self) { try channel.throwIfErrorCaught() }
    }

    @Test func `a request that has come whole may be answered as late as it takes`() throws {
        let channel = channel()
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .seconds(600))
        try channel.throwIfErrorCaught()
    }

    @Test func `each request of a connection has its own time`() throws {
        let channel = channel()
        for _ in 0..<3 {
            try channel.writeInbound(Self.head)
            channel.embeddedEventLoop.advanceTime(by: .seconds(50))
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        try channel.throwIfErrorCaught()
        try channel.writeInbound(Self.head)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(throws: RequestTooSlow.self) { try channel.throwIfErrorCaught() }
    }
}
