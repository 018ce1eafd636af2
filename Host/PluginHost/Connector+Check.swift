import Model
import PatchbayJSON

extension Connector {
    /// The action with this id or alias, when it can be run.
    func runnableAction(_ name: String) throws(CallFailure) -> ActionDeclaration {
        guard let action = manifest.action(name) else { throw CallFailure(.invalidInput, "The connector \(id) has no action \(name).") }
        if let reason = action.disabledReason { throw CallFailure(.permanent, "The action \(action.id) is disabled: \(reason)") }
        return action
    }

    /// Checks the input document of an `action.run`; gives it with the action's own id in place of an alias.
    func checkedEnvelope(_ document: [UInt8]) throws(CallFailure) -> [UInt8] {
        guard case .object(var envelope)? = try? JSON.parse(document) else { throw CallFailure(.invalidInput, "The input is not a JSON object.") }
        guard let name = envelope["action"]?.string else { throw CallFailure(.invalidInput, "The input names no action.") }
        let action = try runnableAction(name)
        try action.check(envelope["input"] ?? .null)
        if action.id == name { return document }
        envelope["action"] = .string(action.id)
        return JSON.object(envelope).bytes()
    }
}

extension ActionDeclaration {
    /// Violations told in one message; the first ones matter most.
    private static let violationsTold = 5

    func check(_ value: JSON) throws(CallFailure) {
        let violations = input.check(value)
        guard !violations.isEmpty else { return }
        let told = violations.prefix(Self.violationsTold).map { "\($0)" }.joined(separator: " ")
        throw CallFailure(.invalidInput, "The input does not fit the action \(id). \(told)")
    }
}
