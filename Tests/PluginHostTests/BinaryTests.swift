import Glibc
import PluginHost
import Testing

@Suite("The file of a plugin")
struct BinaryTests {
    @Test("says what it needs and which build it is", arguments: ["gnu", "sysv", "both"])
    func reads(hashStyle: String) throws {
        let bytes = try BinaryFixture.build(
            BinaryFixture.entry, ["-shared", "-Wl,--hash-style=\(hashStyle)", "-Wl,--build-id=0x00c0ffee", "-Wl,--no-as-needed", "-lm"])
        let binary = try PluginBinary(bytes)
        #expect(binary.neededLibraries == ["libm.so.6", "libc.so.6"])
        #expect(binary.buildID == "00c0ffee")
        #expect(binary.note == nil)
        #expect(!binary.needsSwiftRuntime)
    }

    @Test("may have lost its sections, or its hash tables")
    func withoutTables() throws {
        let bytes = try BinaryFixture.build(BinaryFixture.entry)
        let withoutSections = bytes.with(0 as UInt64, at: 40).with(0 as UInt16, at: 60)
        #expect(try PluginBinary(withoutSections) == PluginBinary(bytes))
        let withoutHash = try bytes.withoutDynamicTags(4, 0x6FFF_FEF5)
        #expect(try PluginBinary(withoutHash) == PluginBinary(bytes))
        #expect(throws: PluginBinaryError.noEntry) { try PluginBinary(withoutHash.with(0 as UInt64, at: 40).with(0 as UInt16, at: 60)) }
    }

    @Test("carries a note with the ABI and the toolchain it was built with")
    func note() throws {
        let bytes = try BinaryFixture.build("#include \"patchbay_note.h\"\nPATCHBAY_NOTE(\"swift-6.3.1\");\n" + BinaryFixture.entry)
        let note = try #require(try PluginBinary(bytes).note)
        #expect(note.abi == "1.0")
        #expect(note.toolchain == "swift-6.3.1")
        #expect(note.id == nil)
    }

    @Test("in Swift needs the runtime that its note names", .enabled(if: Self.slack != nil, "the connectors are not built"))
    func swiftConnector() throws {
        let binary = try PluginBinary(BinaryFixture.read(try #require(Self.slack)))
        #expect(binary.needsSwiftRuntime)
        #expect(binary.note?.abi == "1.0")
        #expect(try #require(binary.note?.toolchain).hasPrefix("swift-6."))
        #expect(binary.note?.toolchain?.contains("\0") == false)
    }

    private static let slack: String? = {
        let path = workerPath.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/libSlack.so"
        return unsafe access(path, R_OK) == 0 ? path : nil
    }()
}
