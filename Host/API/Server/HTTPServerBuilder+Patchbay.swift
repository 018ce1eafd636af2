package import HummingbirdCore
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 with what keeps slow clients from holding connections for ever.
    package static var patchbay: HTTPServerBuilder {
        .http1(configuration: .init(
            additionalChannelHandlers: [MalformedRequestHandler(), ContinueHandler(), RequestDeadline(after: requestTime)], idleTimeout: idleTime))
    }

    /// A connection on which nothing comes, or only part of a head, is closed after this time.
    private static let idleTime = TimeAmount.seconds(60)
    /// The longest that a request may take to come whole, from its head to the last byte of its body.
    private static let requestTime = TimeAmount.seconds(60)
}
