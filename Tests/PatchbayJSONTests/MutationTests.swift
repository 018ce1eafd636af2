import PatchbayJSON
import TestSupport
import Testing

@Suite("Damaged documents")
struct MutationTests {
    @Test("parser and validator agree on every one, and what is read can be written and read", arguments: 0..<20)
    func mutations(seed: Int) throws {
        var generator = SeededGenerator(seed: 1000 + UInt64(seed))
        var refused = 0
        for _ in 0..<500 {
            var bytes = JSON.random(depth: 4, using: &generator).bytes()
            for _ in 0..<Int.random(in: 1...3, using: &generator) { damage(&bytes, using: &generator) }
            do {
                let value = try JSON.parse(bytes)
                try JSON.validate(bytes)
                #expect(try JSON.parse(value.bytes()) == value)
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset))
                #expect(throws: error) { try JSON.validate(bytes) }
            }
        }
        #expect(refused > 100)
    }

    private func damage(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let byte = Bool.random(using: &generator) ? UInt8.random(in: 0...255, using: &generator) : Array(#"{}[],:"\ue0-.x"#.utf8).randomElement(using: &generator)!
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where place < bytes.count: bytes[place] = byte
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2: bytes.insert(byte, at: place)
        default: bytes.removeSubrange(place...)
        }
    }
}
