import Glibc
import Model
import PluginHost
import Synchronization
import Testing

@Suite("A plugin that is replaced while it works")
struct ReplacementTests {
    /// A thousand are run by hand: PATCHBAY_REPLACEMENTS=1000.
    private static let replacements = unsafe getenv("PATCHBAY_REPLACEMENTS").flatMap { unsafe Int(String(cString: $0)) } ?? 40

    @Test("loses no call, however often, and new calls use the new build")
    func underLoad() async throws {
        let installation = try Installation()
        try installation.add(manifest: Self.manifest(0))
        await installation.host.load()
        let outcome = Outcome()
        try await installation.running {
            try await withThrowingDiscardingTaskGroup { group in
                for word in ["ok", "later", "fetch", "log"] {
                    for _ in 0..<2 { group.addTask { await Self.call(installation, word, outcome) } }
                }
                defer { outcome.stop() }
                var updates = installation.host.updates().makeAsyncIterator()
                _ = await updates.next()
                for number in 1...Self.replacements {
                    try installation.add(manifest: Self.manifest(number % 2))
                    var version: String?
                    while version != "1.0.\(number % 2)" {
                        let told = await updates.next()
                        version = try #require(told).first?.version
                    }
                }
            }
        }
        #expect(outcome.lost == [])
        #expect(outcome.answered > Self.replacements)
    }

    private static func manifest(_ build: Int) -> String {
        #"{"id":"misbehaving","name":"Misbehaving","version":"1.0.\#(build)"}"#
    }

    /// Calls one after the other until the replacements are done.
    private static func call(_ installation: Installation, _ word: String, _ outcome: Outcome) async {
        let answers = ["ok": #""ok""#, "later": #""later""#, "fetch": #"{"url":"x"}"#, "log": #""logged""#]
        while !outcome.isStopped {
            do {
                let answer = try await installation.say(word)
                outcome.note(answer == answers[word] ? nil : "\(word) was answered \(answer)")
            } catch {
                outcome.note("\(word) failed: \(error)")
            }
        }
    }
}

/// What became of the calls.
private final class Outcome: Sendable {
    private let state = Mutex((answered: 0, lost: [String](), stopped: false))

    var answered: Int { state.withLock { $0.answered } }
    var lost: [String] { state.withLock { $0.lost } }
    var isStopped: Bool { state.withLock { $0.stopped } }

    func note(_ loss: String?) {
        state.withLock { state in
            if let loss { state.lost.append(loss) } else { state.answered += 1 }
        }
    }

    func stop() {
        state.withLock { $0.stopped = true }
    }
}
