package import Egress

/// A range of IP addresses in CIDR form: `10.0.0.0/8`, or one address.
package struct AddressRange: Sendable, Hashable {
    private let first: IPAddress
    private let bits: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress(String($0)) }), let bits = parts.count == 2 ? Int(parts[1]) : address.width,
            (0...address.width).contains(bits)
        else { return nil }
        first = address
        self.bits = bits
    }

    package func contains(_ address: IPAddress) -> Bool {
        switch (first, address.unmapped) {
        case (.v4(let own), .v4(let other)): bits == 0 || (own ^ other) >> (32 - bits) == 0
        case (.v6(let own), .v6(let other)): bits == 0 || (own ^ other) >> (128 - bits) == 0
        default: false
        }
    }
}

extension IPAddress {
    fileprivate var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// An IPv4 address that a dual-stack socket shows as `::ffff:a.b.c.d` is that IPv4 address.
    var unmapped: IPAddress {
        if case .v6(let number) = self, number >> 32 == 0xFFFF { .v4(UInt32(truncatingIfNeeded: number)) } else { self }
    }
}
