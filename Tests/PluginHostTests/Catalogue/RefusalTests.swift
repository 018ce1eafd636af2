import Glibc
import PluginHost
import Testing

@Suite("A file that cannot serve")
struct RefusalTests {
    @Test("is listed with a sentence that says what to do", arguments: [
        Bad("a script", "It is a script, not a shared library for Linux; put a build of the plugin for") {
            try write(Array("#!/bin/sh\n".utf8), $0 + "/bad.so")
        },
        Bad("empty", "It is empty: copy the plugin again") { try write([], $0 + "/bad.so") },
        Bad("a folder", "bad.so is not a regular file: copy the file itself.") { try #require(unsafe mkdir($0 + "/bad.so", 0o755) == 0) },
        Bad("a link", "bad.so is a symbolic link: copy the file itself.") {
            try #require(unsafe symlink(try plugin(), $0 + "/bad.so") == 0)
        },
        Bad("writable by all", "Everybody may write to bad.so: run chmod o-w bad.so.") {
            try drop(BinaryFixture.read(try plugin()), $0)
            try #require(unsafe chmod($0 + "/bad.so", 0o666) == 0)
        },
        Bad("in a folder that all may write to", "Everybody may put files into the folder") {
            try drop(BinaryFixture.read(try plugin()), $0)
            try #require(unsafe chmod($0, 0o777) == 0)
        },
        Bad("of a stranger", "bad.so belongs to user 12345, who could change it: run chown root bad.so.", needsRoot: true) {
            try drop(BinaryFixture.read(try plugin()), $0)
            try #require(unsafe chown($0 + "/bad.so", 12345, 12345) == 0)
        },
        Bad("cut off", "It is cut off: it has 4096 bytes and its tables need") {
            try drop(Array(BinaryFixture.read(try plugin()).prefix(4096)), $0)
        },
        Bad("for another processor", "It is built for riscv64 and this host is") {
            try drop(BinaryFixture.read(try plugin()).with(243 as UInt16, at: 18), $0)
        },
        Bad("for 32 bits", "It is built for i386 with 32 bits") {
            try drop(BinaryFixture.read(try plugin()).with(1 as UInt8, at: 4).with(3 as UInt16, at: 18), $0)
        },
        Bad("for another ABI", "It is for plugin ABI 2, this host speaks 1; update the host, or install a build for ABI 1.") {
            try drop(BinaryFixture.build(BinaryFixture.entry.replacing("_v1", with: "_v2")), $0)
        },
        Bad("without the entry", "It exports no patchbay_plugin_v1, so it is not a Patchbay plugin; take it out of the folder") {
            try drop(BinaryFixture.read(try plugin("NO_ENTRY")), $0)
        },
        Bad("with a symbol that is nowhere", "The plugin cannot be loaded: undefined symbol: no_such_function; link what it needs into it.") {
            try drop(BinaryFixture.read(try plugin("ENTRY=extern void no_such_function(void);no_such_function()")), $0)
        },
        Bad("that needs a library that is nowhere", "The plugin cannot be loaded: libnowhere.so: cannot open shared object file") {
            let folder = try Scratch.folder()
            try Fixture.run(["cc", "-shared", "-o", folder + "/libnowhere.so", "-x", "c", "/dev/null"])
            try drop(BinaryFixture.build(BinaryFixture.entry, ["-shared", "-Wl,--no-as-needed", "-L", folder, "-lnowhere"]), $0)
        },
        Bad("that crashes while it starts", "The plugin crashed: Segmentation fault (SIGSEGV) at offset 0x") {
            try drop(BinaryFixture.read(try plugin("ENTRY=*(volatile int *)8 = 1")), $0)
        },
        Bad("of another name", "Its manifest says its id is misbehaving: rename the file to misbehaving.so.") {
            try drop(BinaryFixture.read(try plugin()), $0)
        },
        Bad(
            "whose id another file has",
            "Its manifest says its id is misbehaving, which misbehaving.so provides: take bad.so away, or move it over misbehaving.so."
        ) {
            try drop(BinaryFixture.read(try plugin()), $0)
            try drop(BinaryFixture.read(try plugin()), $0, as: "misbehaving")
        },
        Bad("without a name", "Its manifest is not right. 'name' is missing; add it.") {
            try drop(BinaryFixture.read(try plugin(#"MANIFEST="{\"id\":\"bad\",\"version\":\"1.0.0\"}""#)), $0)
        },
        Bad("that needs a feature of a later host", "Its manifest is not right.") {
            let manifest = #"{\"id\":\"bad\",\"name\":\"Bad\",\"version\":\"1.0.0\",\"requires\":[\"telepathy\"]}"#
            try drop(BinaryFixture.read(try plugin("MANIFEST=\"\(manifest)\"")), $0)
        },
        Bad("with a wrong policy", "Its policy bad.json is wrong: enabled must be true or false.", policy: #"{"enabled": 1}"#),
        Bad("with a policy that is no JSON", "Its policy bad.json is not JSON: ", policy: "enabled"),
        Bad("with a misspelt policy", "Its policy bad.json is wrong: it has the key enabeld, which means nothing;", policy: #"{"enabeld": false}"#),
        Bad("with a policy out of range", "Its policy bad.json is wrong: memory_mb must be a whole number from 16 to 65536.", policy: #"{"memory_mb": 1}"#),
        Bad("with a policy that all may write", "Everybody may write to bad.json: run chmod o-w bad.json.") {
            try write(Array("{}".utf8), $0 + "/bad.json")
            try #require(unsafe chmod($0 + "/bad.json", 0o666) == 0)
            try drop([0x7F], $0)
        },
        Bad("with a policy behind a link", "Its policy bad.json is a symbolic link: copy the file itself.") {
            try #require(unsafe symlink("/etc/hostname", $0 + "/bad.json") == 0)
            try drop([0x7F], $0)
        },
    ])
    func refused(file: Bad) async throws {
        if file.needsRoot, geteuid() != 0 { return }
        let installation = try Installation()
        try file.make(installation.folder)
        await installation.host.load()
        guard case .refused(let sentence)? = installation.state("bad") else {
            Issue.record("\(String(describing: installation.state("bad")))")
            return
        }
        #expect(sentence.hasPrefix(file.sentence), "\(sentence)")
        #expect(sentence.hasSuffix("."))
    }

    @Test("does not keep the one whose name is right from serving, whichever came first", arguments: ["a", "z"])
    func duplicate(name: String) async throws {
        let installation = try Installation()
        try installation.add(try plugin(), as: name)
        await installation.host.load()
        try await installation.running {
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.add()
            _ = await updates.next()
        }
        #expect(installation.state() == .serving)
        #expect(installation.host.connectors.map(\.pluginFile) == ["misbehaving.so"])
    }

    @Test("names the runtime it lacks, and the cure")
    func otherToolchain() async throws {
        let installation = try Installation { $0.runtimes["swift-6.1"] = "/nowhere" }
        try installation.add(try CatalogueTests.dispatching(noting: "swift-5.0"), as: "dispatching")
        await installation.host.load()
        let here = installation.host.configuration.runtimes.keys.sorted().joined(separator: ", ")
        #expect(installation.state("dispatching") == .refused(
            "It was built with swift-5.0, and here are runtimes for \(here) only: build it with -static-stdlib, or add a runtime for swift-5.0."
        ))
    }
}

/// A file that must be refused.
struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sentence: String
    var needsRoot = false
    let make: @Sendable (_ folder: String) throws -> Void

    init(_ what: String, _ sentence: String, needsRoot: Bool = false, _ make: @escaping @Sendable (String) throws -> Void) {
        testDescription = what
        self.sentence = sentence
        self.needsRoot = needsRoot
        self.make = make
    }

    /// A good plugin under a bad policy.
    init(_ what: String, _ sentence: String, policy: String) {
        self.init(what, sentence) {
            try write(Array(policy.utf8), $0 + "/bad.json")
            try drop(BinaryFixture.read(try plugin()), $0)
        }
    }
}

/// The path of the misbehaving fixture, which has that id.
private func plugin(_ definitions: String...) throws -> String {
    try Fixture.build("Misbehaving/misbehaving.c", definitions.map { "-D" + $0 })
}

private func drop(_ bytes: [UInt8], _ folder: String, as id: String = "bad") throws {
    try write(bytes, "\(folder)/.\(id)")
    try move("\(folder)/.\(id)", "\(folder)/\(id).so")
}
