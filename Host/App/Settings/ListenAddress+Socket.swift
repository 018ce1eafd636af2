import NIOCore

extension ListenAddress {
    /// The address that a server got, with the real port where 0 was asked for.
    init(_ address: SocketAddress) {
        self.init(host: address.ipAddress ?? "", port: address.port ?? 0)
    }
}
