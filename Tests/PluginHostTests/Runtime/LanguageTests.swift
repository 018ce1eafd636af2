import Glibc
import PluginHost
import Testing

@Suite("A plugin in another language, or of another compiler")
struct LanguageTests {
    /// A host that has no Swift runtime to offer.
    private func installation() throws -> Installation {
        try Installation { $0.runtimes = [:] }
    }

    @Test("in Swift runs on the runtime it brings, whatever its compiler, beside plugins in C")
    func standalone() async throws {
        let installation = try installation()
        try installation.add(try Self.standalone(), as: "standalone")
        try installation.add()
        await installation.host.load()
        let entry = try #require(installation.host.plugins.first { $0.id == "standalone" })
        #expect(entry.toolchain == "swift-5.10")
        #expect(entry.state == .serving)
        #expect(try await installation.say("three short words", to: "standalone") == "15")
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("in Swift without a runtime of its own is refused where there is none for its compiler")
    func shared() async throws {
        let installation = try installation()
        try installation.add(try Self.standalone(["-no-static-stdlib"]), as: "standalone")
        await installation.host.load()
        #expect(installation.state("standalone") == .refused(
            "It was built with swift-5.10, and here is no Swift runtime: build it with -static-stdlib, or add a runtime for swift-5.10."
        ))
    }

    @Test("in Rust runs as it is, and its panic is a crash like another", .enabled(if: LanguageTests.hasRust, "rustc is not installed"))
    func rust() async throws {
        let installation = try installation()
        let library = try Scratch.folder() + "/rusty.so"
        try Fixture.run(
            ["rustc", "--edition", "2021", "--crate-type", "cdylib", "-O", "-C", "strip=symbols", "-o", library]
                + ["\(Fixture.root)/Tests/Fixtures/Rust/rusty.rs"])
        try installation.add(library, as: "rusty")
        await installation.host.load()
        #expect(installation.state("rusty") == .serving)
        #expect(try await installation.say("one two three", to: "rusty") == "three two one")
        await #expect(throws: (any Error).self) { try await installation.say("panic", to: "rusty") }
        #expect(installation.host.plugins.first?.fault?.crash?.signalName == "SIGABRT")
        #expect(try await installation.say("still here", to: "rusty") == "here still")
    }

    /// The fixture with its runtime inside, noting a compiler that is not here.
    private static func standalone(_ options: [String] = ["-static-stdlib"]) throws -> String {
        let note = try BinaryFixture.file(##"#include "patchbay_note.h"\##nPATCHBAY_NOTE("swift-5.10");"##, ["-c"])
        let folder = try Scratch.folder()
        try move(note, folder + "/note.o")
        let header = "\(Fixture.root)/PluginAPI/Header"
        try Fixture.run(
            ["swiftc", "-O", "-emit-library", "-parse-as-library", "-module-name", "Standalone", "-I", header]
                + ["-o", folder + "/standalone.so", "\(Fixture.root)/Tests/Fixtures/Standalone/standalone.swift", folder + "/note.o"]
                + ["-Xlinker", "--version-script=\(header)/exports.map", "-Xlinker", "-s"] + options
        )
        return folder + "/standalone.so"
    }

    private static let hasRust = (try? Fixture.run(["sh", "-c", "command -v rustc >/dev/null"])) != nil
}
