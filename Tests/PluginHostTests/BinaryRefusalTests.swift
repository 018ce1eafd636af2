import PluginHost
import Testing

@Suite("A file is refused")
struct BinaryRefusalTests {
    @Test(
        "when it exports no entry of the host's ABI",
        arguments: [
            ("int answer;", .noEntry),
            ("#define PUBLIC __attribute__((visibility(\"default\")))\nPUBLIC void patchbay_plugin_v2(void) {}", .otherABI(2)),
            ("#define PUBLIC __attribute__((visibility(\"default\")))\nPUBLIC void patchbay_plugin_v3(void) {} PUBLIC void patchbay_plugin_v12(void) {}", .otherABI(12)),
            ("__attribute__((visibility(\"default\"))) void patchbay_plugin_v1_extra(void) {}", .noEntry),
            ("__attribute__((visibility(\"default\"))) void patchbay_plugin_v01(void) {}", .noEntry),
            ("__attribute__((visibility(\"default\"))) void patchbay_plugin_v0(void) {}", .noEntry),
            ("__attribute__((visibility(\"default\"))) void patchbay_plugin_v99999(void) {}", .noEntry),
            ("__attribute__((visibility(\"default\"))) int patchbay_plugin_v1 = 1;", .noEntry),
            ("__attribute__((visibility(\"hidden\"))) void patchbay_plugin_v1(void) {}", .noEntry),
            ("void patchbay_plugin_v1(void) __attribute__((visibility(\"default\"))); void *use(void) { return patchbay_plugin_v1; }", .noEntry),
        ] as [(String, PluginBinaryError)]
    )
    func entries(source: String, reason: PluginBinaryError) throws {
        let bytes = try BinaryFixture.build(source)
        #expect(throws: reason) { try PluginBinary(bytes) }
    }

    @Test("unless one of several entries is of the host's ABI")
    func severalEntries() throws {
        let other = "__attribute__((visibility(\"default\"))) void patchbay_plugin_v2(void) {}"
        #expect(throws: Never.self) { try PluginBinary(BinaryFixture.build(BinaryFixture.entry + other)) }
    }

    @Test(
        "when it is no ELF file, with what it seems to be",
        arguments: [
            ("", .empty), ("Slack connector, see README\n", .text), ("#!/bin/sh\n", .script), ("!<arch>\nlibslack.o/", .archive),
            ("PK\u{3}\u{4}slack", .zip), ("MZ\u{90}", .windows), ("version https://git-lfs.github.com/spec/v1\n", .lfsPointer), ("\u{1}\u{2}", .unknown),
        ] as [(String, FileKind)]
    )
    func otherFormats(text: String, kind: FileKind) {
        #expect(throws: PluginBinaryError.notELF(kind)) { try PluginBinary(Array(text.utf8)) }
    }

    @Test(
        "when its head is of another machine or kind",
        arguments: [
            (4, 1, .wrongClass(.host)), (4, 7, .damaged("it has the class 7")), (5, 2, .wrongByteOrder), (5, 9, .damaged("it has the byte order 9")),
            (18, 243, .wrongMachine(ELFMachine(rawValue: 243))), (16, 1, .notSharedObject(.object)), (16, 2, .notSharedObject(.executable)),
            (16, 4, .notSharedObject(.core)), (16, 9, .notSharedObject(.other(9))),
        ] as [(Int, UInt8, PluginBinaryError)]
    )
    func head(offset: Int, value: UInt8, reason: PluginBinaryError) throws {
        var bytes = try BinaryFixture.build(BinaryFixture.entry)
        bytes[offset] = value
        #expect(throws: reason) { try PluginBinary(bytes) }
    }

    @Test(
        "when it was linked as something else",
        arguments: [
            ("int main(void) { return 0; }", ["-pie"], .executable), ("int main(void) { return 0; }", ["-no-pie"], .executable),
            (BinaryFixture.entry, ["-c"], .object),
        ] as [(String, [String], ELFObjectKind)]
    )
    func linkedOtherwise(source: String, options: [String], kind: ELFObjectKind) throws {
        let bytes = try BinaryFixture.build(source, options)
        #expect(throws: PluginBinaryError.notSharedObject(kind)) { try PluginBinary(bytes) }
    }

    @Test("when it holds the debug symbols only")
    func debugSymbols() throws {
        let path = try BinaryFixture.file(BinaryFixture.entry, ["-shared", "-g"])
        try Fixture.run(["objcopy", "--only-keep-debug", path, path + ".debug"])
        #expect(throws: PluginBinaryError.notSharedObject(.symbolsOnly)) { try PluginBinary(BinaryFixture.read(path + ".debug")) }
    }

    @Test(
        "with one sentence that says what to do",
        arguments: [
            (.notELF(.text), "It is a text, not a shared library for Linux; put a build of the plugin for \(ELFMachine.host) here."),
            (.truncated(size: 100, needed: 128), "It is cut off: it has 100 bytes and its tables need 128; copy it again."),
            (.wrongClass(ELFMachine(rawValue: 3)), "It is built for i386 with 32 bits and this host is \(ELFMachine.host) with 64; get a build for \(ELFMachine.host)."),
            (.wrongMachine(ELFMachine(rawValue: 243)), "It is built for riscv64 and this host is \(ELFMachine.host); get a build for \(ELFMachine.host)."),
            (.notSharedObject(.executable), "It is an executable, not a shared library; link it with -shared."),
            (.noEntry, "It exports no patchbay_plugin_v1, so it is not a Patchbay plugin; take it out of the folder, or export the function."),
            (.otherABI(2), "It is for plugin ABI 2, this host speaks 1; update the host, or install a build for ABI 1."),
        ] as [(PluginBinaryError, String)]
    )
    func sentences(error: PluginBinaryError, sentence: String) {
        #expect(error.description == sentence)
    }
}
