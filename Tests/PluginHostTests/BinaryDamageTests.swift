import PluginHost
import TestSupport
import Testing

/// A plugin's file is read before anything contains it, so no content may trap the host or keep it busy.
@Suite("A damaged file", .timeLimit(.minutes(1)))
struct BinaryDamageTests {
    @Test("is refused wherever it is cut off")
    func cutOff() throws {
        let bytes = try BinaryFixture.build(BinaryFixture.entry, ["-shared", "-s"])
        for length in stride(from: 0, to: bytes.count, by: 13) {
            #expect(throws: PluginBinaryError.self, "\(length) of \(bytes.count) bytes") { try PluginBinary(Array(bytes.prefix(length))) }
        }
    }

    /// Half of the damage goes to the head, the segments and the dynamic section, where the offsets are.
    @Test("is read to a result whatever bytes are wrong", arguments: 1...8 as ClosedRange<UInt64>)
    func mutated(seed: UInt64) throws {
        let bytes = try BinaryFixture.build(
            "#include \"patchbay_note.h\"\nPATCHBAY_NOTE(\"swift-6.3.1\");\n" + BinaryFixture.entry, ["-shared", "-s", "-Wl,--hash-style=both"])
        let intact = try PluginBinary(bytes)
        let dynamic = bytes.number(at: 32) + 56 * Int(bytes[56])
        var random = SeededGenerator(seed: seed)
        var outcomes: (refused: Int, changed: Int, same: Int) = (0, 0, 0)
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let limit = Bool.random(using: &random) ? dynamic : bytes.count - 8
                let offset = Int.random(in: 0..<limit, using: &random)
                damaged = Bool.random(using: &random)
                    ? damaged.with(UInt8.random(in: 0...255, using: &random), at: offset)
                    : damaged.with(Self.awkward.randomElement(using: &random) ?? 0, at: offset)
            }
            do {
                let same = try PluginBinary(damaged) == intact
                outcomes = (outcomes.refused, outcomes.changed + (same ? 0 : 1), outcomes.same + (same ? 1 : 0))
            } catch {
                #expect(error.description.hasPrefix("It ") && error.description.hasSuffix("."))
                outcomes.refused += 1
            }
        }
        // The damage reaches what is read, and not every byte matters.
        #expect(outcomes.refused > 200 && outcomes.same > 20, "\(outcomes)")
    }

    private static let awkward: [UInt64] = [0, 1, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, .max, .max - 7, 1 << 63, 0x4000, 64, 24]

    /// 8 MiB with nearly as many segments as the head can name, all of which are notes over the whole file.
    @Test("with notes that overlap 65,000 times is read in linear time")
    func overlappingNotes() throws {
        var bytes = try BinaryFixture.build(BinaryFixture.entry, ["-shared", "-Wl,--build-id=none"])
        let intact = try PluginBinary(bytes)
        let segments = Array(bytes[bytes.number(at: 32)..<bytes.number(at: 32) + 56 * Int(bytes[56])])
        let start = bytes.count
        bytes += segments
        bytes += Array(repeatElement(Self.noteOverAll(8 << 20), count: 65_000).joined())
        bytes += Array(repeating: 0, count: (8 << 20) - bytes.count)
        bytes = bytes.with(UInt64(start), at: 32).with(UInt16(65_000), at: 56)
        #expect(try PluginBinary(bytes) == intact)
    }

    private static func noteOverAll(_ size: UInt64) -> [UInt8] {
        [UInt8](repeating: 0, count: 56).with(UInt32(4), at: 0).with(size, at: 32).with(UInt64(4), at: 48)
    }
}
