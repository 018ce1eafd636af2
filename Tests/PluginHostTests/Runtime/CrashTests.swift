import Glibc
import Model
import PluginHost
import Testing

@Suite("A worker that ends when it should not")
struct CrashTests {
    @Test("fails its calls with a sentence that says how, and the next call gets a new one", arguments: [
        ("segv", "The plugin crashed: Segmentation fault (SIGSEGV) at offset 0x"),
        ("abort", "The plugin crashed: Aborted (SIGABRT)"),
        ("trap", "The plugin crashed: Illegal instruction (SIGILL) at offset 0x"),
        ("exit", "The plugin ended its process (exit code 0); it must not call exit."),
        ("forged-call", "The plugin's worker broke the protocol and was killed. It named call"),
        ("forged-type", "The plugin's worker broke the protocol and was killed. It sent a frame of type 4"),
        ("forged-ready", "The plugin's worker broke the protocol and was killed. It said twice that it is ready."),
        ("forged-length", "The plugin's worker broke the protocol and was killed. It sent a packet that is no frame."),
        ("forged-total", "The plugin's worker broke the protocol and was killed. It announced a document of 1073741824 bytes."),
        ("forged-offset", "The plugin's worker broke the protocol and was killed. It sent part of a document out of order."),
        ("short-packet", "The plugin's worker broke the protocol and was killed. It sent a packet that is no frame."),
    ])
    func ends(word: String, sentence: String) async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        let failure = await #expect(throws: CallFailure.self) { try await installation.say(word) }
        #expect(failure?.class == .retry)
        #expect(failure?.message.hasPrefix(sentence) == true, "\(failure?.message ?? "")")
        #expect(failure?.message.hasSuffix(" Tell its author, or put an earlier build back.") == true)
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("fails its own calls only, and all of them")
    func neighbours() async throws {
        let installation = try Installation()
        try installation.add("one")
        try installation.add("two")
        await installation.host.load()
        let (started, signal) = AsyncStream<Void>.makeStream()
        let (release, open) = AsyncStream<Void>.makeStream()
        let services = RecordingServices { request in
            signal.yield()
            for await _ in release { break }
            return FetchReply(status: .ok, document: request)
        }
        async let same = installation.say("fetch", to: "one", services: services)
        for await _ in started { break }
        async let other = installation.say("fetch", to: "two", services: services)
        for await _ in started { break }
        await #expect(throws: CallFailure.self) { try await installation.say("segv", to: "one") }
        open.yield()
        open.yield()
        #expect(try await other == #"{"url":"x"}"#)
        do {
            _ = try await same
            Issue.record("a call of the crashed worker was answered")
        } catch {
            #expect("\(error)".contains("crashed"))
        }
    }

    @Test("is not started again for a while when it crashes over and over")
    func quarantine() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        let last = try await installation.crashUntilQuarantined()
        #expect(last.message.hasPrefix("The plugin is in quarantine. It crashed 5 times within 60 s. The plugin crashed: Segmentation fault"))
        #expect(try #require(last.retryAfter) > .seconds(50))
        guard case .quarantined? = installation.host.plugins.first?.runtime else {
            Issue.record("the list of plugins does not show the quarantine")
            return
        }
        guard case .unavailable(.quarantined) = installation.host.standing(of: "misbehaving") else {
            Issue.record("the connector seems available")
            return
        }
        #expect(installation.host.release("misbehaving") == true)
        #expect(installation.host.release("misbehaving") == false)
        #expect(installation.host.release("other") == nil)
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("while it starts refuses the plugin", arguments: [
        ("CONSTRUCTOR=abort()", "The plugin crashed: Aborted (SIGABRT)"),
        ("CONSTRUCTOR=_exit(3)", "The plugin ended its process (exit code 3)"),
        ("ENTRY=*(volatile int *)8 = 1", "The plugin crashed: Segmentation fault (SIGSEGV) at offset 0x"),
        ("ENTRY=return 0", "The plugin refused to start; its log may say why."),
        ("FLAGS=6", "The plugin sets flags 0x6, which this host does not know: update Patchbay."),
        ("SIZE=16", "The plugin's table has 16 bytes"),
    ])
    func startUp(definition: String, sentence: String) async throws {
        let installation = try Installation()
        try installation.add(definitions: [definition])
        await installation.host.load()
        guard case .refused(let reason)? = installation.state() else {
            Issue.record("the plugin was not refused")
            return
        }
        #expect(reason.hasPrefix(sentence), "\(reason)")
    }

    @Test("because a call was overdue is replaced, and its other calls may finish", arguments: ["hang", "spin"])
    func overdue(word: String) async throws {
        let installation = try Installation()
        try installation.add(definitions: ["IGNORES_CANCEL"])
        await installation.host.load()
        let (started, signal) = AsyncStream<Void>.makeStream()
        let (release, open) = AsyncStream<Void>.makeStream()
        let services = RecordingServices { request in
            signal.yield()
            for await _ in release { break }
            return FetchReply(status: .ok, document: request)
        }
        let before = try await installation.say("process")
        async let other = installation.say("fetch", services: services)
        for await _ in started { break }
        await #expect(throws: CallFailure.self) { try await installation.say(word, timeout: .milliseconds(50)) }
        #expect(try await installation.say("process") != before)
        open.yield()
        #expect(try await other == #"{"url":"x"}"#)
    }
}
