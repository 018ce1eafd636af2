import PatchbayJSON
import PluginKit
import Synchronization

extension TestHost {
    /// A host that gives the plugin these answers, one for each request, and then status 599.
    public convenience init(answers: [Answer]) {
        let script = Script(answers)
        self.init { fetch in
            let answer = script.next()
            fetch.reply(answer.status, answer.document)
        }
    }
}

private final class Script: Sendable {
    private let answers: Mutex<ArraySlice<Answer>>

    init(_ answers: [Answer]) {
        self.answers = Mutex(answers[...])
    }

    func next() -> Answer {
        answers.withLock { $0.popFirst() } ?? .text("The test has no answer for this request.", status: 599)
    }
}
