package import NIOCore
package import NIOHTTPTypes

/// Ends a request whose body keeps dripping in: the server's own idle time begins anew with each byte.
///
/// Whoever reads the body is thrown ``RequestTooSlow``. A request that comes in one piece costs no timer.
package final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart

    private let time: TimeAmount
    private var isReading = false
    private var timer: Scheduled<Void>?

    package init(after time: TimeAmount) {
        self.time = time
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isReading = true
        case .body: break
        case .end:
            isReading = false
            cancel()
        }
        context.fireChannelRead(data)
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, timer == nil {
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.fireErrorCaught(RequestTooSlow()) }
        }
        context.fireChannelReadComplete()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        cancel()
    }

    private func cancel() {
        timer?.cancel()
        timer = nil
    }
}

/// A request did not come whole in time.
package struct RequestTooSlow: Error {
    package init() {}
}
