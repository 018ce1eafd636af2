import NIOCore
import NIOPosix

extension ListenAddress {
    /// Binds the address and lets it go: so that a taken one is refused before a data folder is made and a key is shown that
    /// would be for somebody else's host.
    func tryToClaim() async throws(ListenError) {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port).get()
            try await channel.close()
        } catch {
            throw ListenError(address: self, code: (error as? IOError)?.errnoCode, text: "\(error)")
        }
    }
}
