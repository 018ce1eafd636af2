import API
import Egress
import Testing

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.1.7", "192.168.1.7", true),
        ("192.168.1.7", "192.168.1.8", false), ("::1", "::1", true), ("fd00::/8", "fd12::1", true), ("0.0.0.0/0", "8.8.8.8", true),
        ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("0.0.0.0/0", "::1", false),
    ])
    func `a range holds its addresses and no others`(range: String, address: String, expected: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(#require(IPAddress(address))) == expected)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129", "x", "10.0.0.0/8/8"])
    func `what is no range is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
