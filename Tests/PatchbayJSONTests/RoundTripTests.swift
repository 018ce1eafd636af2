import PatchbayJSON
import TestSupport
import Testing

@Suite("Round trips")
struct RoundTripTests {
    @Test("a written value reads back as itself, text and all", arguments: 0..<20)
    func values(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let value = JSON.random(depth: 5, using: &generator)
            let bytes = value.bytes()
            let back = try JSON.parse(bytes)
            #expect(back == value)
            #expect(back.hashValue == value.hashValue)
            #expect(back.bytes() == bytes)
            #expect(try JSON.parse(value.prettyText()) == value)
            try JSON.validate(bytes)
        }
    }
}
