import Glibc
import Testing

/// A socket of this process that hears who comes. Close-on-exec, never waits.
final class Listener: Sendable {
    let descriptor: CInt
    /// Of a TCP or UDP socket on loopback.
    let port: UInt16

    /// On loopback; others of our user may listen at the same port.
    init(_ kind: __socket_type) throws {
        descriptor = socket(AF_INET, CInt(kind.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
        var yes: CInt = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        port = try Self.bind(descriptor, &address).bigEndian
        if kind == SOCK_STREAM { try #require(listen(descriptor, 128) == 0) }
    }

    /// A Unix socket; a leading `@` names one without a file.
    init(path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
        port = 0
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = path.hasPrefix("@") ? [0] + path.utf8.dropFirst() : Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.bind(descriptor, $0, size) }
        }
        try #require(bound == 0 && listen(descriptor, 8) == 0)
        if !path.hasPrefix("@") { unsafe chmod(path, 0o777) }
    }

    deinit { close(descriptor) }

    private static func bind(_ descriptor: CInt, _ address: inout sockaddr_in) throws -> UInt16 {
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        try #require(isBound)
        return address.sin_port
    }

    /// Connects to it, from here: the connection waits to be accepted. The client's descriptor.
    func connect() throws -> CInt {
        let client = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.connect(client, $0, size) }
        }
        try #require(connected == 0)
        return client
    }

    /// Whether a connection waits, and takes it.
    func accepts() -> Bool {
        let taken = accept(descriptor, nil, nil)
        if taken >= 0 { close(taken) }
        return taken >= 0
    }

    /// Whether a datagram has come, and takes it.
    func receives() -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(descriptor, &byte, 1, CInt(MSG_DONTWAIT)) >= 0
    }
}
