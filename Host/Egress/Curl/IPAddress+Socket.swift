internal import CCurl
internal import Glibc

extension IPAddress {
    /// Address and port of an IPv4 or IPv6 socket address; nil for other families.
    static func read(_ address: UnsafePointer<sockaddr>) -> (address: IPAddress, port: UInt16)? {
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            return unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                let socket = unsafe pointer.pointee
                return (.v4(UInt32(bigEndian: socket.sin_addr.s_addr)), UInt16(bigEndian: socket.sin_port))
            }
        case AF_INET6:
            return unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                var socket = unsafe pointer.pointee
                let number = unsafe withUnsafeBytes(of: &socket.sin6_addr) { unsafe $0.loadUnaligned(as: UInt128.self) }
                return (.v6(UInt128(bigEndian: number)), UInt16(bigEndian: socket.sin6_port))
            }
        default:
            return nil
        }
    }
}
