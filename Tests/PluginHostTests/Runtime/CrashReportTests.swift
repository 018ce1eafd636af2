import PluginHost
import Testing

@Suite("The report of a crash")
struct CrashReportTests {
    @Test("says where it was and who called that, in the plugin's entry and in the call's failure", arguments: [
        (["-fno-omit-frame-pointer"], false), (["-fomit-frame-pointer"], true),
    ])
    func places(options: [String], areGuesses: Bool) async throws {
        let installation = try Installation()
        try installation.add(try Fixture.build("Misbehaving/misbehaving.c", options), as: "misbehaving")
        await installation.host.load()
        let deep = try #require(UInt64(try await installation.say("where-deep")))
        let failure = await #expect(throws: (any Error).self) { try await installation.say("deep") }
        let fault = try #require(installation.host.plugins.first?.fault)
        let crash = try #require(fault.crash)
        #expect(crash.signalName == "SIGSEGV")
        #expect(crash.build == installation.host.plugins.first?.sha256.map { String($0.prefix(8)) })
        #expect(crash.call?.operation == .authTest)
        #expect(crash.call?.attempt == 1)
        let own = crash.places.filter { $0.module == nil }
        // the function crashed in its fourth call of itself: its program counter, three returns to it, one to who began
        #expect(own.prefix(4).allSatisfy { (deep..<(deep + 256)).contains($0.offset) }, "\(crash.places)")
        #expect(own.count >= 5)
        #expect(crash.places.first?.isGuess == false)
        #expect(crash.places.dropFirst().allSatisfy { $0.isGuess == areGuesses })
        #expect("\(try #require(failure))".contains("at \(crash.places[0]) in build \(crash.build)."))
        #expect(fault.sentence.contains("Segmentation fault (SIGSEGV)"))
    }

    @Test("names the library it crashed in, and the place in the plugin that called it")
    func library() async throws {
        let installation = try Installation()
        try installation.add(try Fixture.build("Misbehaving/misbehaving.c", ["-fno-omit-frame-pointer"]), as: "misbehaving")
        await installation.host.load()
        _ = try? await installation.say("abort")
        let crash = try #require(installation.host.plugins.first?.fault?.crash)
        #expect(crash.places.first?.module?.hasPrefix("libc") == true)
        #expect(crash.signalName == "SIGABRT")
    }

    @Test("comes even when the stack is used up")
    func stackOverflow() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        _ = try? await installation.say("overflow")
        let crash = try #require(installation.host.plugins.first?.fault?.crash)
        #expect(crash.signalName == "SIGSEGV")
        #expect(crash.places.first?.module == nil && crash.places.first != nil)
    }

    @Test("holds offsets only, never an address", arguments: ["deep", "abort", "trap", "overflow", "jump-nowhere"])
    func noAddresses(word: String) async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        _ = try? await installation.say(word)
        let crash = try #require(installation.host.plugins.first?.fault?.crash)
        #expect(crash.places.allSatisfy { $0.offset < 1 << 31 }, "\(crash.places)")
        #expect(!crash.places.isEmpty)
    }

    @Test("is there for a plugin that crashed while it started, and is gone with the file that crashed")
    func start() async throws {
        let installation = try Installation()
        try installation.add(definitions: ["CONSTRUCTOR=*(volatile int *)8 = 1"])
        await installation.host.load()
        try await installation.running {
            let crash = try #require(installation.host.plugins.first?.fault?.crash)
            #expect(crash.places.first?.module == nil && crash.places.first != nil)
            #expect(crash.call == nil)
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.add()
            #expect(await updates.next()?.first?.fault == nil)
        }
    }
}
