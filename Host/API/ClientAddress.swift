import Egress
import HTTPTypes
import Hummingbird
import NIOCore

/// Finds who sent a request when proxies stand between: the last address of `X-Forwarded-For` that is not a trusted proxy,
/// believed only when a trusted proxy sent it. What stands before that could be anybody's invention.
struct ClientAddress: Sendable {
    let trusted: [AddressRange]

    func address(of request: Request, _ context: APIContext) -> String {
        guard let peer = context.remoteAddress?.ipAddress else { return "unknown" }
        guard isTrusted(peer) else { return peer }
        let hops: [String] = request.headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " } }
        return hops.last(where: { !isTrusted($0) }) ?? hops.first ?? peer
    }

    /// The same as a number; a proxy that names no address counts itself. Nil where there is no network between.
    func ipAddress(of request: Request, _ context: APIContext) -> IPAddress? {
        IPAddress(address(of: request, context)) ?? context.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    }

    private func isTrusted(_ text: String) -> Bool {
        guard !trusted.isEmpty, let address = IPAddress(text) else { return false }
        return trusted.contains { $0.contains(address) }
    }
}

extension HTTPField.Name {
    // The name is a constant token, so it is always valid.
    static let xForwardedFor = Self("x-forwarded-for")!
}
