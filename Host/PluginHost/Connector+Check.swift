import Model
import PatchbayJSON

extension Connector {
    /// The action with this id or alias, when it can be run.
    func runnableAction(_ name: String) throws(CallFailure) -> ActionDeclaration {
        guard let action = manifest.action(name) else { throw CallFailure(.invalidInput, "The connector \(id) has no action \(name).") }
        if let reason = action.disabledReason { throw CallFailure(.permanent, "The action \(action.id) is disabled: \(reason)") }
        return action
    }

    /// Checks the input document of an `action.run`; gives it with present ids in place of the action's and its fields' aliases.
    func checkedEnvelope(_ document: [UInt8]) throws(CallFailure) -> [UInt8] {
        guard case .object(var envelope)? = try? JSON.parse(document) else { throw CallFailure(.invalidInput, "The input is not a JSON object.") }
        guard let name = envelope["action"]?.string else { throw CallFailure(.invalidInput, "The input names no action.") }
        let action = try runnableAction(name)
        let input = try action.checked(envelope["input"] ?? .null)
        if action.id == name, !action.input.hasAliases { return document }
        envelope["action"] = .string(action.id)
        envelope["input"] = input
        return JSON.object(envelope).bytes()
    }
}

extension ActionDeclaration {
    /// Violations told in one message; the first ones matter most.
    private static let violationsTold = 5

    /// The input under the fields' present ids, when it fits the action.
    func checked(_ input: JSON) throws(CallFailure) -> JSON {
        let input = normalise(input)
        let violations = check(input)
        guard !violations.isEmpty else { return input }
        let told = violations.prefix(Self.violationsTold).map(\.description).joined(separator: " ")
        throw CallFailure(.invalidInput, "The input does not fit the action \(id). \(told)")
    }
}
