package import NIOCore
package import NIOHTTPTypes
import HTTPTypes
import NIOHTTP1
import PatchbayJSON

/// Says what is wrong with a request that is no HTTP: it reaches no route, and the server answers it with a bare 400.
package final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    private var problem = Problem(
        .badRequest, .badRequest,
        "This is no HTTP/1.1 request, so the connection is closed: look at the request line, the headers and the length of the body.")

    package init() {}

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case HTTPParserError.headerOverflow = error {
            problem = Problem(.requestHeaderFieldsTooLarge, .tooLarge, "The headers are too large, so the connection is closed.")
        }
        context.fireErrorCaught(error)
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest, head.headerFields[.contentLength] == "0" else {
            return context.write(data, promise: promise)
        }
        let body = problem.document(traceID: nil).bytes()
        let fields: HTTPFields = [
            .connection: "close", .contentType: "application/problem+json", .contentLength: String(body.count), .xContentTypeOptions: "nosniff",
            .cacheControl: "no-store",
        ]
        context.write(wrapOutboundOut(.head(HTTPResponse(status: problem.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: promise)
    }
}
