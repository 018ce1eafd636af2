import API
import Egress
import Identity
import Model
import Testing

@Suite struct AddressMeterTests {
    private let start = Timestamp(milliseconds: 1_796_083_190_000)

    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test func `an address has its limit in each minute from its first request on`() throws {
        let (meter, address) = (AddressMeter(), try address("192.0.2.1"))
        #expect((0..<3).map { _ in meter.count(address, limit: 2, at: start).isAdmitted } == [true, true, false])
        let late = meter.count(address, limit: 2, at: start + .seconds(59))
        #expect(!late.isAdmitted)
        #expect(late.resetsIn == .seconds(1))
        #expect(meter.count(address, limit: 2, at: start + .seconds(60)).isAdmitted)
        #expect(try meter.count(self.address("192.0.2.2"), limit: 2, at: start).remaining == 1)
    }

    @Test func `an IPv6 client counts by its network, an IPv4 one in either spelling`() throws {
        let meter = AddressMeter()
        for text in ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2"] { #expect(try meter.count(address(text), limit: 2, at: start).isAdmitted) }
        #expect(try !meter.count(address("2001:db8:1:2::3"), limit: 2, at: start).isAdmitted)
        #expect(try meter.count(address("2001:db8:1:3::1"), limit: 2, at: start).isAdmitted)
        #expect(try meter.count(address("192.0.2.1"), limit: 1, at: start).isAdmitted)
        #expect(try !meter.count(address("::ffff:192.0.2.1"), limit: 1, at: start).isAdmitted)
    }

    @Test func `memory is bounded, and the oldest are forgotten first`() throws {
        let meter = AddressMeter(capacity: 10)
        for number in 0..<1_000 { _ = meter.count(.v4(UInt32(number)), limit: 1, at: start + .milliseconds(number)) }
        #expect(meter.addresses == 10)
        #expect(!meter.count(.v4(999), limit: 1, at: start + .seconds(1)).isAdmitted)
        #expect(meter.count(.v4(0), limit: 1, at: start + .seconds(1)).isAdmitted)
    }

    @Test func `windows that are over leave nothing behind`() throws {
        let meter = AddressMeter(capacity: 1_000)
        for round in 0..<5 {
            for number in 0..<100 { _ = meter.count(.v4(UInt32(number)), limit: 1, at: start + .seconds(61 * round)) }
        }
        #expect(meter.addresses == 100)
        _ = meter.count(.v4(1_000), limit: 1, at: start + .seconds(1_000))
        #expect(meter.addresses == 1)
    }
}
