import Glibc

extension Escape {
    static let network = families + [
        Escape("connect-tcp", { "\($0.listener.port)" }) { $0.scene.listener.accepts() },
        Escape("connect-by-fast-open", { "\($0.listener.port)" }) { $0.scene.listener.accepts() },
        Escape("send-datagram", { "\($0.datagrams.port)" }) { $0.scene.datagrams.receives() },
        Escape("listen-tcp") { $0.opened.contains { $0.hasPrefix("socket:") } },
        Escape("connect-local", { $0.folder + "/socket" }) { $0.scene.local.accepts() },
        Escape("connect-local", { "@" + $0.secret }) { $0.scene.nameless.accepts() },
        Escape("make-pair") { $0.opened.contains { $0.hasPrefix("socket:") } },
        Escape("steal-connection", { scene in
            _ = try? scene.listener.connect()
            return "\(getpid()) \(scene.listener.descriptor)"
        }, needsRoot: true) { !$0.scene.listener.accepts() },
        Escape("share-port", { "\($0.listener.port)" }, needsRoot: true) { aftermath in
            // the kernel deals connections out to all who listen: of so many some would go astray
            let clients = (0..<64).compactMap { _ in try? aftermath.scene.listener.connect() }
            defer { clients.forEach { close($0) } }
            return !clients.allSatisfy { _ in aftermath.scene.listener.accepts() }
        },
    ]

    /// A socket of each kind: family, type and protocol.
    private static let families = [
        (AF_INET, SOCK_STREAM, 0), (AF_INET, SOCK_DGRAM, 0), (AF_INET6, SOCK_STREAM, 0), (AF_UNIX, SOCK_STREAM, 0), (AF_UNIX, SOCK_DGRAM, 0),
        (AF_NETLINK, SOCK_RAW, 0),
    ].map { socket($0, $1, $2, needsRoot: false) } + [
        (AF_INET, SOCK_RAW, 1 /* ICMP */), (AF_PACKET, SOCK_RAW, 0),
    ].map { socket($0, $1, $2, needsRoot: true) }

    private static func socket(_ family: CInt, _ kind: __socket_type, _ number: Int, needsRoot: Bool) -> Escape {
        let arguments = "\(family) \(kind.rawValue) \(number)"
        var escape = Escape("make-socket", { _ in arguments }, needsRoot: needsRoot) { $0.opened.contains { $0.hasPrefix("socket:") } }
        escape.kind = arguments
        return escape
    }
}
