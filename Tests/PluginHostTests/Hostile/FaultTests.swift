import Glibc
import Model
import PatchbayJSON
import PluginHost
import Synchronization
import Testing

@Suite("Harm done in a worker")
struct FaultTests {
    @Test("ends in its own call, while a healthy plugin answers and the hostile one serves again", arguments: Fault.all)
    func contained(_ fault: Fault) async throws {
        let installation = try await Hostile.installation()
        try installation.add("healthy")
        await installation.host.load()
        let healthy = Heartbeat(installation)
        let ended = await healthy.during { await fault.run(installation) }
        #expect(fault.matches(ended), "\(ended)")
        #expect(healthy.failures == [])
        #expect(healthy.beats > 0)
        #expect(try await installation.answerEventually("hello") == "hello")
    }

    @Test("by its user, who has no thread left, fails the call at once")
    func noThreads() async throws {
        let worker = try Hostile.worker("REFUSES_THREADS")
        let installation = try await Hostile.installation { $0.worker = worker }
        let failure = await #expect(throws: CallFailure.self) { try await installation.say("hello", to: "hostile") }
        #expect(failure?.class == .retry)
        #expect(failure?.message.hasPrefix("The worker cannot start a thread: Resource temporarily unavailable.") == true, "\(failure?.message ?? "")")
    }

    @Test("by a flood after its call ends the worker")
    func lateFlood() async throws {
        let installation = try await Hostile.installation()
        let before = try await installation.say("process", to: "hostile")
        _ = try await installation.say("flood-late", to: "hostile")
        var after = before
        for _ in 0..<100_000 where after == before { after = (try? await installation.say("process", to: "hostile")) ?? before }
        #expect(after != before)
    }

    @Test("by threads that spin after their call is found, told, and counted towards quarantine")
    func spinning() async throws {
        let installation = try await Hostile.installation { $0.restart.crashesToQuarantine = 1 }
        try installation.add("healthy")
        await installation.host.load()
        let healthy = Heartbeat(installation)
        try await installation.running {
            let answer = try await installation.say("spin-after 4", to: "hostile")
            #expect(answer == "answered")
            let standing = await healthy.during { await installation.quarantine(of: "hostile") }
            #expect(standing?.contains("kept the processor busy while it had no call") == true, "\(standing ?? "")")
        }
        #expect(healthy.failures == [])
        #expect(healthy.beats > 0)
    }

    @Test("by an answer that is a small text and a large tree fails the call, and no other", arguments: ["[],", "[0],", "0,", "{},"])
    func bomb(unit: String) async throws {
        let installation = try await Hostile.installation()
        let failure = await #expect(throws: CallFailure.self) { try await installation.act("answer-bomb [ \(unit)") }
        #expect(failure?.class == .bug)
        #expect(failure?.message.contains("the document holds more than 1048576 values") == true, "\(failure?.message ?? "")")
        #expect(try await installation.act("hello") == "hello")
    }

    @Test("by a constructor refuses the plugin", arguments: [
        ("*(volatile int *)8 = 1", "The plugin crashed: Segmentation fault (SIGSEGV)"),
        ("__builtin_trap()", "The plugin crashed: Illegal instruction (SIGILL)"),
        ("_exit(0)", "The plugin ended its process (exit code 0)"),
        ("for (;;) {}", "The plugin was not ready within 300 ms"),
        ("sleep(1000)", "The plugin was not ready within 300 ms"),
        ("close(3)", "The plugin"),
    ])
    func constructor(statement: String, sentence: String) async throws {
        let installation = try await Hostile.installation(constructor: statement) { $0.startTime = .milliseconds(300) }
        guard case .refused(let reason)? = installation.state("hostile") else {
            Issue.record("the plugin was not refused")
            return
        }
        #expect(reason.hasPrefix(sentence), "\(reason)")
    }
}

/// Calls a healthy plugin over and over.
private final class Heartbeat: Sendable {
    private let installation: Installation
    private let state = Mutex((beats: 0, failures: [String]()))

    init(_ installation: Installation) {
        self.installation = installation
    }

    var beats: Int { state.withLock { $0.beats } }
    var failures: [String] { state.withLock { $0.failures } }

    /// Calls as long as `body` runs, and once after.
    func during<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                repeat { await self.beat() } while !Task.isCancelled
            }
            let result = await body()
            group.cancelAll()
            return result
        }
    }

    private func beat() async {
        // in a task of its own, which the end of the others does not cancel
        let answer = await Task { try await self.installation.say("ok", to: "healthy") }.result
        state.withLock { state in
            switch answer {
            case .success(#""ok""#): state.beats += 1
            case .success(let other): state.failures.append(other)
            case .failure(let error): state.failures.append("\(error)")
            }
        }
    }
}

extension Fault {
    fileprivate func run(_ installation: Installation) async -> Result<String, any Error> {
        let megabyte = [UInt8](repeating: 0x20, count: 1 << 20)
        let services = RecordingServices { _ in FetchReply(status: .ok, document: megabyte) }
        return await Task { try await installation.say(words, to: "hostile", timeout: timeout, services: services) }.result
    }

    fileprivate func matches(_ ended: Result<String, any Error>) -> Bool {
        switch (end, ended) {
        case (.answer(let isRight), .success(let text)): isRight(text)
        case (.failure(let kind, let sentence), .failure(let failure as CallFailure)):
            failure.class == kind && failure.message.hasPrefix(sentence)
        default: false
        }
    }
}

extension Installation {
    /// Why the host has put a plugin into quarantine, once it has.
    fileprivate func quarantine(of id: String) async -> String? {
        for await _ in host.changes() {
            if case .unavailable(.quarantined(let reason)) = host.standing(of: id) { return reason }
        }
        return nil
    }

    /// Sends words to the hostile plugin as an action's input, and gives the text of its output.
    fileprivate func act(_ words: String) async throws -> String? {
        let call = ActionCall(
            "do", input: ["words": .string(words)], timeout: .seconds(10), workspace: WorkspaceID(), trace: .new(), services: RecordingServices()
        )
        return try await host.runAction(connector: "hostile", call).output.string
    }

    /// Tries as a caller would whose failure says `retry`.
    fileprivate func answerEventually(_ word: String) async throws -> String {
        for _ in 0..<10 {
            do {
                return try await say(word, to: "hostile")
            } catch let failure as CallFailure where failure.class == .retry {
                if let wait = failure.retryAfter { try await Task.sleep(for: wait) }
            }
        }
        return try await say(word, to: "hostile")
    }
}
