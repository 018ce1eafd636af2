/// How far an address reaches, which decides who may connect to it.
package enum AddressReach: Hashable, Sendable {
    /// The public internet.
    case global
    /// This machine or this site: loopback, private, shared (CGNAT), benchmarking. A host granted by name may resolve to it.
    case local
    /// Link-local, metadata services, documentation, and IPv6 ranges that smuggle an IPv4 address: only for a host that is
    /// itself this address in the policy.
    case special
    /// Unspecified, multicast, broadcast, reserved: nothing is ever there.
    case none
}

extension IPAddress {
    package var reach: AddressReach {
        switch self {
        case .v4(let number): Self.v4Ranges.first { number >> (32 - $0.length) == $0.network >> (32 - $0.length) }?.reach ?? .global
        case .v6(let number): Self.v6Ranges.first { number >> (128 - $0.length) == $0.network >> (128 - $0.length) }?.reach ?? .special
        }
    }

    private typealias Range<Number> = (network: Number, length: Number, reach: AddressReach)

    /// The IANA IPv4 Special-Purpose Address Registry and the metadata services that live outside it; first match decides.
    private static let v4Ranges: [Range<UInt32>] = [
        (0x00000000, 8, .none),  // 0.0.0.0/8: Linux connects it to this machine
        (0x0a000000, 8, .local),  // 10.0.0.0/8
        (0x646464c8, 32, .special),  // 100.100.100.200: metadata (Alibaba)
        (0x64400000, 10, .local),  // 100.64.0.0/10: shared address space
        (0x7f000000, 8, .local),  // 127.0.0.0/8
        (0xa83f8110, 32, .special),  // 168.63.129.16: metadata (Azure)
        (0xa9fe0000, 16, .special),  // 169.254.0.0/16: link-local, metadata (most clouds)
        (0xac100000, 12, .local),  // 172.16.0.0/12
        (0xc0000000, 24, .special),  // 192.0.0.0/24: protocol assignments, metadata (Oracle)
        (0xc0000200, 24, .special),  // 192.0.2.0/24: documentation
        (0xc0586300, 24, .special),  // 192.88.99.0/24: 6to4 relays
        (0xc0a80000, 16, .local),  // 192.168.0.0/16
        (0xc6120000, 15, .local),  // 198.18.0.0/15: benchmarking
        (0xc6336400, 24, .special),  // 198.51.100.0/24: documentation
        (0xcb007100, 24, .special),  // 203.0.113.0/24: documentation
        (0xe0000000, 4, .none),  // multicast
        (0xf0000000, 4, .none),  // reserved, broadcast
    ]

    /// Only 2000::/3 is global unicast (IANA IPv6 Address Space), less its special ranges; the rest is special unless said here.
    private static let v6Ranges: [Range<UInt128>] = [
        (0, 128, .none),  // ::
        (1, 128, .local),  // ::1
        (0x2001 << 112, 23, .special),  // 2001::/23: protocol assignments, Teredo
        (0x2001_0db8 << 96, 32, .special),  // 2001:db8::/32: documentation
        (0x2002 << 112, 16, .special),  // 2002::/16: 6to4
        (0x3fff << 112, 20, .special),  // 3fff::/20: documentation
        (0x2000 << 112, 3, .global),
        (0xfd00_0ec2 << 96, 32, .special),  // fd00:ec2::/32: metadata (Amazon)
        (0xfd20_00ce << 96, 32, .special),  // fd20:ce::/32: metadata (Google)
        (0xfc00 << 112, 7, .local),  // unique local
        (0xff00 << 112, 8, .none),  // multicast
    ]
}
