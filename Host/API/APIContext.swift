package import Hummingbird
package import Model
package import NIOCore

/// What Patchbay keeps about a request while it is served.
package struct APIContext: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let remoteAddress: SocketAddress?
    /// Continued from the client's `traceparent`, or new.
    package var trace: TraceContext

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
        trace = .new()
    }
}
