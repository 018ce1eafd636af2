import Glibc
import PatchbayJSON
import Testing

@Suite("Limits")
struct LimitTests {
    private func nested(_ depth: Int, _ open: String, _ close: String) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }

    @Test("nesting up to the limit passes, one more is refused at its bracket", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        for depth in [1, 128, JSONLimits.maximumDepth] {
            let limits = JSONLimits(depth: depth)
            _ = try JSON.parse(nested(depth, open, close), limits: limits)
            let error = try #require(throws: JSONError.self) { try JSON.parse(nested(depth + 1, open, close), limits: limits) }
            #expect(error.code == .tooDeep)
            #expect(error.offset == depth * open.utf8.count)
            #expect(throws: error) { try JSON.validate(Array(nested(depth + 1, open, close).utf8), limits: limits) }
        }
    }

    @Test("no caller can lift the depth above what the stack bears")
    func depthIsCapped() {
        var limits = JSONLimits(depth: 1_000_000)
        #expect(limits.depth == JSONLimits.maximumDepth)
        limits.depth = 1_000_000
        #expect(limits.depth == JSONLimits.maximumDepth)
    }

    @Test("the deepest document can be compared, hashed, written and freed on a task's stack")
    func deepest() async throws {
        let text = nested(JSONLimits.maximumDepth / 2, "[{\"a\":", "}]")
        let limits = JSONLimits(depth: .max)
        let isSound = try await Task {
            let (one, other) = (try JSON.parse(text, limits: limits), try JSON.parse(text, limits: limits))
            return one == other && one.hashValue == other.hashValue && one.text() == text && !one.prettyText().isEmpty
        }.value
        #expect(isSound)
    }

    @Test("a document of the largest size passes, a longer one is refused before it is read")
    func bytes() throws {
        let limits = JSONLimits(bytes: 4)
        #expect(try JSON.parse("[10]", limits: limits) == [10])
        let error = try #require(throws: JSONError.self) { try JSON.parse("[100]", limits: limits) }
        #expect(error.code == .tooLarge)
        #expect(error.description == "The document is longer than 4 bytes.")
    }

    @Test("as many values as the limit pass, one more is refused where it begins", arguments: [
        ("[1,2,3]", 4, 5), ("[[],[],[]]", 4, 7), (#"{"a":{"b":[]}}"#, 3, 10), (#"{"a":1,"a":2}"#, 3, 11), ("null", 1, 0), (#"["a", true , null]"#, 4, 13),
    ])
    func values(text: String, count: Int, last: Int) throws {
        _ = try JSON.parse(text, limits: JSONLimits(values: count))
        try JSON.validate(Array(text.utf8), limits: JSONLimits(values: count))
        let limits = JSONLimits(values: count - 1)
        let error = try #require(throws: JSONError.self) { try JSON.parse(text, limits: limits) }
        #expect(error.code == .tooManyValues)
        #expect(error.offset == last)
        #expect(error.reason == "the document holds more than \(count - 1) values")
        #expect(throws: error) { try JSON.validate(Array(text.utf8), limits: limits) }
    }

    @Test("a small text that would be a large tree is refused by default", arguments: ["[]", "[0]", "0", "{}", #"{"":[]}"#])
    func bomb(unit: String) {
        let text = "[" + String(repeating: unit + ",", count: (15 << 20) / (unit.utf8.count + 1)) + "0]"
        #expect(throws: JSONError.self) { try JSON.parse(text) }
    }

    @Test("100,000 keys, all different or all alike, take linear time")
    func manyKeys() throws {
        // Quadratic work would be 64 times as much for 8 times the keys.
        for key in [{ "key\($0)" }, { _ in "key" }] as [(Int) -> String] {
            let (few, many) = (try fastest(parsing: document(12_500, key)), try fastest(parsing: document(100_000, key)))
            #expect(many < few * 32, "\(few) µs for 12,500 keys, \(many) for 100,000")
        }
    }

    private func document(_ count: Int, _ key: (Int) -> String) -> [UInt8] {
        Array(("{" + (0..<count).map { "\"\(key($0))\":1" }.joined(separator: ",") + "}").utf8)
    }

    /// In microseconds of the processor, which a busy machine does not stretch as it does those on the wall.
    private func fastest(parsing document: [UInt8]) throws -> Int {
        try (0..<5).map { _ in
            let start = clock()
            _ = try JSON.parse(document)
            return clock() - start
        }.min() ?? 0
    }
}
