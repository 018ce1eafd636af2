import Glibc

/// Ports of this machine that nobody has.
enum Loopback {
    /// A socket that listens on a port of the kernel's choice.
    static func listener() throws -> Int32 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            let generic = unsafe UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
            return unsafe bind(listener, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 && listen(listener, 64) == 0
        }
        guard isBound else { throw BenchmarkError("No port is free on 127.0.0.1.") }
        return listener
    }

    static func port(of listener: Int32) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            _ = unsafe getsockname(listener, UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), &size)
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// A port for another process to listen on.
    static func freePort() throws -> UInt16 {
        let listener = try listener()
        defer { close(listener) }
        return port(of: listener)
    }
}
