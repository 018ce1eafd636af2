import Glibc
import Model
import PluginHost
import Testing

/// What holds wherever a plugin runs.
@Suite("A call, wherever the plugin runs")
struct ContractTests {
    private static let isolations = PluginPolicy.Isolation.allCases

    private func installation(_ isolation: PluginPolicy.Isolation, _ definitions: [String] = []) async throws -> Installation {
        let installation = try Installation()
        try installation.add(policy: #"{"isolation": "\#(isolation.rawValue)", "concurrency": 8}"#, definitions: definitions)
        await installation.host.load()
        try #require(installation.state() == .serving)
        return installation
    }

    @Test("is answered inside invoke", arguments: isolations)
    func inside(isolation: PluginPolicy.Isolation) async throws {
        #expect(try await installation(isolation).say("ok") == #""ok""#)
    }

    @Test("is answered later by a thread of the plugin's own", arguments: isolations)
    func later(isolation: PluginPolicy.Isolation) async throws {
        #expect(try await installation(isolation).say("later") == #""later""#)
    }

    @Test("is answered once; a second answer is ignored", arguments: isolations)
    func twice(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation)
        #expect(try await installation.say("twice") == "1")
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("carries documents of any size up to 16 MiB both ways", arguments: isolations, [0, 1, 65535, 65536, 65537, 1 << 20, (1 << 20) + 1, (16 << 20) - 64])
    func sizes(isolation: PluginPolicy.Isolation, size: Int) async throws {
        let document = String(repeating: "d", count: max(0, size))
        #expect(try await installation(isolation).say(document) == document)
    }

    @Test("fetches through its services", arguments: isolations)
    func fetch(isolation: PluginPolicy.Isolation) async throws {
        let services = RecordingServices { request in FetchReply(status: .ok, document: Array("got ".utf8) + request) }
        #expect(try await installation(isolation).say("fetch", services: services) == #"got {"url":"x"}"#)
    }

    @Test("fetches large documents", arguments: isolations)
    func largeFetch(isolation: PluginPolicy.Isolation) async throws {
        #expect(try await installation(isolation).say("fetch-large").utf8.count == 3 << 20)
    }

    @Test("gets the failure of a fetch", arguments: isolations)
    func failedFetch(isolation: PluginPolicy.Isolation) async throws {
        let services = RecordingServices { _ in FetchReply(status: .failed, document: Array(#"{"class":"rate_limited","message":"Slow down.","retry_after_ms":1500}"#.utf8)) }
        let failure = await #expect(throws: CallFailure.self) { try await installation(isolation).say("fetch", services: services) }
        #expect(failure == CallFailure(.rateLimited, "Slow down.", retryAfter: .milliseconds(1500)))
    }

    @Test("has its open fetches answered when it completes", arguments: isolations)
    func openFetch(isolation: PluginPolicy.Isolation) async throws {
        let services = RecordingServices { _ in
            try? await Task.sleep(for: .seconds(100)) // ends with its task
            return FetchReply(status: .ok, document: [])
        }
        #expect(try await installation(isolation).say("fetch-and-complete", services: services) == #""done""#)
    }

    @Test("writes to its log", arguments: isolations)
    func log(isolation: PluginPolicy.Isolation) async throws {
        let services = RecordingServices()
        _ = try await installation(isolation).say("log", services: services)
        #expect(services.lines == ["warning: a line"])
    }

    @Test("blocks, and fetches while it blocks, when the plugin's flags say so", arguments: isolations)
    func blocking(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation, ["FLAGS=PATCHBAY_BLOCKS"])
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try await installation.say("blocking-fetch") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: #"{"url":"x"}"#, count: 16))
    }

    @Test("that blocks learns that it was cancelled", arguments: isolations)
    func blockingCancel(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation, ["FLAGS=PATCHBAY_BLOCKS", "IGNORES_CANCEL"])
        await #expect(throws: CallFailure(.retry, "The plugin did not answer in time.")) {
            try await installation.say("block-until-cancelled", timeout: .milliseconds(100))
        }
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("is cancelled at its deadline, and the plugin told", arguments: isolations)
    func deadline(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation)
        await #expect(throws: CallFailure(.retry, "The plugin did not answer in time.")) {
            try await installation.say("wait-for-cancel", timeout: .milliseconds(50))
        }
    }

    @Test("is cancelled with its caller's task", arguments: isolations)
    func callerCancels(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation)
        let (started, signal) = AsyncStream<Void>.makeStream()
        let services = RecordingServices { _ in
            signal.yield()
            try? await Task.sleep(for: .seconds(100)) // ends with its task
            return FetchReply(status: .ok, document: [])
        }
        let call = Task { try await installation.say("fetch-then-hang", services: services) }
        for await _ in started { break }
        call.cancel()
        await #expect(throws: CallFailure(.retry, "The call was cancelled.")) { try await call.value }
        #expect(services.lines == ["info: reply 2"])
    }

    @Test("that ignores its cancel fails when the grace is over, and others go on", arguments: isolations)
    func grace(isolation: PluginPolicy.Isolation) async throws {
        let installation = try await installation(isolation, ["IGNORES_CANCEL"])
        await #expect(throws: CallFailure(.retry, "The plugin did not answer in time.")) {
            try await installation.say("hang", timeout: .milliseconds(50))
        }
        #expect(try await installation.say("ok") == #""ok""#)
    }

    @Test("waits for a place when too many are under way, and no longer than its time", arguments: isolations)
    func admission(isolation: PluginPolicy.Isolation) async throws {
        let installation = try Installation { $0.grace = .seconds(30) }
        try installation.add(policy: #"{"isolation": "\#(isolation.rawValue)", "concurrency": 1}"#)
        await installation.host.load()
        let (started, signal) = AsyncStream<Void>.makeStream()
        let (release, open) = AsyncStream<Void>.makeStream()
        let services = RecordingServices { request in
            signal.yield()
            for await _ in release { break }
            return FetchReply(status: .ok, document: request)
        }
        async let first = installation.say("fetch", services: services)
        for await _ in started { break }
        await #expect(throws: CallFailure(.retry, "The plugin was busy until the call's time was up: try again later, or raise concurrency in its policy.")) {
            try await installation.say("ok", timeout: .milliseconds(50))
        }
        async let second = installation.say("ok")
        open.yield()
        #expect(try await first == #"{"url":"x"}"#)
        #expect(try await second == #""ok""#)
    }

    @Test("with more than 16 MiB of input is refused", arguments: isolations)
    func tooLarge(isolation: PluginPolicy.Isolation) async throws {
        let failure = await #expect(throws: CallFailure.self) { try await installation(isolation).say(String(repeating: "x", count: (16 << 20) + 1)) }
        #expect(failure?.class == .invalidInput)
    }
}
