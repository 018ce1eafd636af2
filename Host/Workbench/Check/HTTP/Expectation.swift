import Model
import PatchbayJSON
import PluginHost

/// How a call may end that a provider answered badly.
enum Expectation: Sendable {
    /// With an error of one of these classes.
    case errors(Set<CallFailure.Class>)
    /// With an answer that fits what the action declares, or with an error that blames neither the input nor the account.
    case honest
    /// Somehow, within the host's budget of requests.
    case bounded
    /// Somehow.
    case any

    static func only(_ classes: CallFailure.Class...) -> Expectation { .errors(Set(classes)) }

    /// What is wrong with an ending, as sentences; nil when nothing is.
    func fault(_ ending: CallEnding, _ trouble: Trouble, _ call: CallCase, requests: Int) -> String? {
        if let fault = ending.fault { return fault }
        switch (self, ending) {
        case (.errors(let expected), .failed(let error)): return Self.fault(error, expected, trouble)
        case (.errors(let expected), _): return "It reports success. Answer \(Self.words(expected))."
        case (.honest, .answered(let answer)): return Self.fault(answer, call)
        case (.honest, .failed(let error)) where ![.retry, .permanent].contains(error.class):
            return "It fails with \(error.class.rawValue), and the provider is to blame. Answer \(Self.words([.retry, .permanent]))."
        case (.bounded, _) where requests > ScriptedProvider.budget:
            return "It asks for more than \(ScriptedProvider.budget) pages in one call. Stop at a page, and give the cursor back."
        case (_, .failed(let error)) where error.class == .bug: return "It fails as a bug of its own: \(error.message)"
        default: return nil
        }
    }

    private static func fault(_ error: PluginError, _ expected: Set<CallFailure.Class>, _ trouble: Trouble) -> String? {
        guard expected.contains(error.class) else { return "It fails with \(error.class.rawValue). Answer \(words(expected))." }
        guard let wait = trouble.wait else { return nil }
        if let given = error.retryAfter, given >= wait { return nil }
        return "It does not wait as long as Retry-After asks. Set retry_after_ms to \(wait.milliseconds) or more."
    }

    private static func fault(_ answer: JSON, _ call: CallCase) -> String? {
        guard let action = call.action, let mismatch = action.mismatches(of: answer["output"] ?? .null).first else { return nil }
        return "It reports success with an output that is not what the manifest declares. \(mismatch) Answer retry or permanent."
    }

    private static func words(_ classes: Set<CallFailure.Class>) -> String {
        classes.map(\.rawValue).sorted().joined(separator: " or ")
    }
}
