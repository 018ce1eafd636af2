import Egress
import Testing

@Suite("Addresses")
struct IPAddressTests {
    @Test("How far an address reaches", arguments: [
        ("8.8.8.8", AddressReach.global), ("1.1.1.1", .global), ("172.15.255.255", .global), ("172.32.0.0", .global), ("100.63.255.255", .global),
        ("100.128.0.0", .global), ("223.255.255.255", .global), ("2606:4700::1111", .global), ("2a00:1450:4001::1", .global),
        ("10.0.0.1", .local), ("127.0.0.1", .local), ("127.255.255.254", .local), ("172.16.0.1", .local), ("172.31.255.255", .local),
        ("192.168.1.1", .local), ("100.64.0.1", .local), ("198.18.0.1", .local), ("::1", .local), ("fd12:3456::1", .local), ("fc00::1", .local),
        ("169.254.169.254", .special), ("169.254.0.1", .special), ("100.100.100.200", .special), ("168.63.129.16", .special),
        ("192.0.0.192", .special), ("192.0.2.1", .special), ("198.51.100.7", .special), ("203.0.113.9", .special), ("192.88.99.1", .special),
        ("::ffff:127.0.0.1", .special), ("::ffff:8.8.8.8", .special), ("::127.0.0.1", .special), ("64:ff9b::7f00:1", .special),
        ("64:ff9b:1::7f00:1", .special), ("2002:7f00:1::", .special), ("2001:0:7f00:1::", .special), ("2001:db8::1", .special),
        ("fe80::1", .special), ("fec0::1", .special), ("fd00:ec2::254", .special), ("fd20:ce::254", .special), ("100::1", .special), ("3fff::1", .special),
        ("4000::1", .special), ("0.0.0.0", .none), ("0.1.2.3", .none), ("224.0.0.1", .none), ("239.255.255.255", .none), ("240.0.0.1", .none),
        ("255.255.255.255", .none), ("::", .none), ("ff02::1", .none),
    ])
    func reach(text: String, reach: AddressReach) throws {
        let address = try #require(IPAddress(text))
        #expect(address.reach == reach)
    }

    @Test("IPv6 text is canonical", arguments: [
        ("0:0:0:0:0:0:0:0", "::"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"), ("2001:DB8::0A", "2001:db8::a"),
        ("1::", "1::"), ("::ffff:1.2.3.4", "::ffff:102:304"),
    ])
    func canonical(text: String, canonical: String) throws {
        #expect(try #require(IPAddress(text)).description == canonical)
    }

    @Test("A grant by name admits local addresses, a grant of an address that one alone")
    func grants() throws {
        let policy = EgressPolicy(allowed: [], privateHosts: ["Intranet.example.", "169.254.169.254", "[fe80::1]", "not a host", "0.0.0.0"])
        let admits = { (address: String, host: String) throws in
            policy.admits(try #require(IPAddress(address)), for: try WebHost(host))
        }
        #expect(try admits("10.1.2.3", "intranet.example"))
        #expect(try admits("127.0.0.1", "intranet.example"))
        #expect(try admits("8.8.8.8", "anything.example"))
        #expect(try admits("169.254.169.254", "169.254.169.254"))
        #expect(try admits("fe80::1", "[fe80::1]"))
        #expect(try !admits("169.254.169.254", "intranet.example"))
        #expect(try !admits("::ffff:10.1.2.3", "intranet.example"))
        #expect(try !admits("10.1.2.3", "other.example"))
        #expect(try !admits("10.1.2.3", "sub.intranet.example"))
        #expect(try !admits("0.0.0.0", "0.0.0.0"))
    }
}
