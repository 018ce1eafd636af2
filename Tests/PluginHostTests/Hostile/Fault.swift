import Model
import Testing

/// One harm done from inside: what the hostile plugin is told, and how its call ends.
struct Fault: Sendable, CustomTestStringConvertible {
    /// The fault's name and arguments (Tests/Fixtures/Hostile).
    let words: String
    let end: End
    /// Of its call.
    var timeout: Duration = .seconds(10)

    enum End: Sendable {
        /// The call is answered with a text that fulfils this.
        case answer(@Sendable (String) -> Bool)
        /// The call fails: class, and the beginning of the sentence.
        case failure(CallFailure.Class, String)
    }

    init(_ words: String, _ end: End, timeout: Duration = .seconds(10)) {
        self.words = words
        self.end = end
        self.timeout = timeout
    }

    var testDescription: String { words }

    static let all = crashes + floods + frames + calls

    private static func crashed(_ sentence: String) -> End { .failure(.retry, "The plugin crashed: \(sentence)") }
    private static func broke(_ sentence: String) -> End { .failure(.retry, "The plugin's worker broke the protocol and was killed. It \(sentence)") }
    private static let late = End.failure(.retry, "The plugin did not answer in time.")

    private static func number(_ range: ClosedRange<Int>) -> End {
        .answer { Int($0).map(range.contains) == true }
    }

    static let crashes = [
        Fault("write-nowhere", crashed("Segmentation fault (SIGSEGV) at offset 0x")),
        Fault("abort", crashed("Aborted (SIGABRT)")),
        Fault("trap", crashed("Illegal instruction (SIGILL) at offset 0x")),
        Fault("divide", crashed("Floating point exception (SIGFPE) at offset 0x")),
        Fault("overflow-stack", crashed("Segmentation fault (SIGSEGV)")),
        Fault("exit", .failure(.retry, "The plugin ended its process (exit code 0); it must not call exit.")),
        Fault("loop", late, timeout: .milliseconds(50)),
        Fault("deadlock", late, timeout: .milliseconds(50)),
        Fault("stop", late, timeout: .milliseconds(50)),
        Fault("ignore-signals", late, timeout: .milliseconds(50)),
        Fault("handle-crash", late, timeout: .milliseconds(50)),
    ]

    static let floods = [
        Fault("flood-threads", number(1...130)),
        Fault("flood-memory", number(16...256)),
        Fault("flood-descriptors", number(1...64)),
        Fault("flood-output", number(0...(16 << 10))),
        Fault("answer-gigabyte", .failure(.bug, "A document is larger than 16 MiB.")),
        Fault("answer-bomb [[ [[[[", .answer { $0.hasPrefix("[[[[") }),
        Fault("flood-log", broke("sent more than")),
        Fault("flood-call-log", broke("sent more than")),
        Fault("flood-fetches", broke("")),
        Fault("flood-large-fetches", late, timeout: .seconds(1)),
    ]

    static let frames = [
        Fault("send-garbage", broke("sent")),
        Fault("send-short", broke("sent a packet that is no frame.")),
        Fault("forge-call", broke("named call")),
        Fault("forge-type", broke("sent a frame of type 4")),
        Fault("forge-ready", broke("said twice that it is ready.")),
        Fault("forge-length", broke("sent a packet that is no frame.")),
        Fault("forge-total", broke("announced a document of 1073741824 bytes.")),
        Fault("forge-offset", broke("sent part of a document")),
        Fault("forge-flags", broke("set bits that mean nothing.")),
        Fault("forge-fetch", broke("used the number of a fetch twice.")),
        Fault("forge-crash", .failure(.retry, "The plugin ended its process (exit code 3)")),
        Fault("half-documents", broke("began more documents than it may.")),
        Fault("drip", broke("sent more than")),
        Fault("flood-crashes", broke("sent more than")),
        Fault("flood-unread", broke("sent more than")),
        Fault("stop-reading", broke("does not read the answers it asked for.")),
        Fault("close-socket", .failure(.retry, "The plugin "), timeout: .milliseconds(50)),
        Fault("swallow", late, timeout: .milliseconds(200)),
    ]

    static let calls = [
        Fault("answer-twice", .answer { $0 == "first" }),
        Fault("answer-after-cancel", late, timeout: .milliseconds(50)),
        Fault("never-answer", late, timeout: .milliseconds(50)),
        Fault("answer-for-others", .answer { $0 == "mine" }),
        Fault("flood-late", .answer { $0 == "answered" }),
    ]
}
