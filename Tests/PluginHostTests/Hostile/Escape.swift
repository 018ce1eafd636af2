import Glibc
import Model
import Testing

/// One way out: what the hostile plugin is told, and what shows from outside that it got out.
struct Escape: Sendable, CustomTestStringConvertible {
    /// The attempt's name (Tests/Fixtures/Hostile).
    let word: String
    /// What it is aimed at.
    let target: @Sendable (Scene) -> String
    let succeeded: @Sendable (Aftermath) -> Bool
    /// An ordinary user may not do it anywhere.
    var needsRoot = false
    /// The list of system calls lets it pass, Landlock does not.
    var isLandlocks = false

    init(
        _ word: String, _ target: @escaping @Sendable (Scene) -> String = { _ in "" }, needsRoot: Bool = false, isLandlocks: Bool = false,
        succeeded: @escaping @Sendable (Aftermath) -> Bool
    ) {
        self.word = word
        self.target = target
        self.needsRoot = needsRoot
        self.isLandlocks = isLandlocks
        self.succeeded = succeeded
    }

    /// What tells rows with the same word apart.
    var kind = ""

    var testDescription: String { kind.isEmpty ? word : "\(word) \(kind)" }

    static let all = files + names + network + processes + victims + kernel + privileges + memory
}

/// How things are after an attempt, while its worker lives.
struct Aftermath: Sendable {
    let scene: Scene
    let process: pid_t
    /// The worker's process before and after; children it has made are ended.
    let before: ProcessView
    let after: ProcessView
    /// What the plugin said, or how its call failed.
    let answer: Result<String, CallFailure>

    /// What the plugin knows. Of the scene's secrets it can know only what it learned.
    var learned: String { (try? answer.get()) ?? "" }
    var opened: [String] { after.opened(since: before) }
}
