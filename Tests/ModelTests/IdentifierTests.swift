import Model
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("carry the prefix of their kind and 26 characters of lower-case base32")
    func form() {
        for text in [WorkspaceID().text, WorkflowID().text, RunID().text, EventID().text, ConnectionID().text, DataKeyID().text] {
            let parts = text.split(separator: "_")
            #expect(parts.count == 2 && ["ws", "wf", "run", "evt", "conn", "dk"].contains(parts[0]))
            #expect(parts[1].utf8.count == 26)
            #expect(parts[1].allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) })
        }
    }

    @Test("are never the same twice, also within a millisecond")
    func unique() {
        let time = Timestamp(milliseconds: 1_700_000_000_000)
        #expect(Set((0..<10_000).map { _ in RunID(at: time) }).count == 10_000)
    }

    @Test("are ordered by their time as values and as text", arguments: [(0, 1), (1_700_000_000_000, 1_700_000_000_001), (1_700_000_000_000, 1 << 47), (1 << 47, (1 << 48) - 1)] as [(Int64, Int64)])
    func order(earlier: Int64, later: Int64) {
        for _ in 0..<100 {
            let (one, other) = (RunID(at: Timestamp(milliseconds: earlier)), RunID(at: Timestamp(milliseconds: later)))
            #expect(one < other)
            #expect(one.text.utf8.lexicographicallyPrecedes(other.text.utf8))
        }
    }

    @Test("are UUIDs of version 7 inside: time, version and variant stand where RFC 9562 puts them")
    func layout() throws {
        let milliseconds: Int64 = 0x0191_2345_6789
        for _ in 0..<100 {
            let digits = RunID(at: Timestamp(milliseconds: milliseconds)).text.dropFirst(4)
            let value = try digits.reduce(into: UInt128(0)) { value, digit in
                value = value << 5 | UInt128(try #require(Array("0123456789abcdefghjkmnpqrstvwxyz").firstIndex(of: digit)))
            }
            #expect(value >> 80 == UInt128(milliseconds))
            #expect(value >> 76 & 0xF == 7)
            #expect(value >> 62 & 3 == 2)
        }
    }

    @Test("read back what they wrote")
    func roundTrip() {
        let id = WorkflowID()
        #expect(WorkflowID(id.text) == id)
        #expect(WorkflowID(stored: id.text) == id)
        #expect(id.description == id.text)
    }

    @Test(
        "refuse what is not of their form",
        arguments: [
            "", "wf", "wf_", "run_01j9z3k4m5n6p7q8r9s0t1v2w3", "wf_01j9z3k4m5n6p7q8r9s0t1v2w", "wf_01j9z3k4m5n6p7q8r9s0t1v2w34", "wf_01J9Z3K4M5N6P7Q8R9S0T1V2W3", "wf_01j9z3k4m5n6p7q8r9s0t1v2wi",
            "wf_01j9z3k4m5n6p7q8r9s0t1v2w-", "wf-01j9z3k4m5n6p7q8r9s0t1v2w3", " wf_01j9z3k4m5n6p7q8r9s0t1v2w3", "wf_81j9z3k4m5n6p7q8r9s0t1v2w3", "wf_01j9z3k4m5n6p7q8r9s0t1v2é", "wf_\u{301}01j9z3k4m5n6p7q8r9s0t1v2",
        ]
    )
    func refusals(text: String) {
        #expect(WorkflowID(text) == nil)
    }
}
