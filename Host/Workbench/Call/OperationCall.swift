import Model
package import PatchbayJSON
package import PluginHost

/// One call by hand: what is asked, of which part of the connector.
package struct OperationCall: Sendable {
    package let operation: PluginOperation
    /// The document without the connection.
    let members: JSONObject
    /// Of `action.run`.
    let action: ActionDeclaration?
    /// Ids of the schemes it works with; empty when it needs no connection.
    let schemes: [String]

    /// - Parameters:
    ///   - target: Id or alias of the action, or what the operation is about where the input does not say.
    ///   - input: The action's input; of any other operation its whole document, connection apart.
    package init(_ operation: PluginOperation, target: String?, input: JSON, of connector: Connector) throws(CallFault) {
        guard PluginOperation.all.contains(operation) else {
            throw CallFault(.cannotRun, "There is no operation '\(operation.rawValue)', only \(PluginOperation.all.map(\.rawValue).joined(separator: ", ")).")
        }
        guard let given = input.object else { throw CallFault(.cannotRun, "The input is no JSON object.") }
        self.operation = operation
        if operation == .actionRun {
            let action = try Self.action(target, connector)
            let input = action.normalise(input)
            let violations = action.check(input)
            guard violations.isEmpty else {
                throw CallFault(.cannotRun, "The input does not fit \(action.id). " + violations.map(\.description).joined(separator: " "))
            }
            members = ["action": .string(action.id), "input": input, "idempotency_key": .string("call-\(TraceContext.new().spanID)")]
            self.action = action
            schemes = connector.manifest.schemes(for: action).map(\.id)
        } else {
            var members = given
            if let target, members["action"] == nil, operation == .optionsList { members["action"] = .string(target) }
            if let target, members["trigger"] == nil, operation.rawValue.hasPrefix("trigger.") { members["trigger"] = .string(target) }
            if let target, members["stream"] == nil, operation == .streamRead { members["stream"] = .string(target) }
            self.members = members
            action = nil
            schemes = connector.manifest.auth.filter { $0.disabledReason == nil }.map(\.id)
        }
    }

    /// What --offline answers: the action's own sample, as a provider might give it.
    package var sampleAnswer: JSON { FriendlyAnswer.json(action?.sampleOutput) }

    /// The document, with a connection as the plugin may know it.
    func document(_ connection: JSON?) throws(CallFault) -> [UInt8] {
        var members = members
        members["connection"] = connection
        let violations = BoundarySchema.violations(of: .object(members), "\(operation.rawValue).input")
        guard violations.isEmpty else {
            throw CallFault(.cannotRun, "The input does not fit \(operation.rawValue). " + violations.map(\.description).joined(separator: " "))
        }
        return JSON.object(members).bytes()
    }

    private static func action(_ target: String?, _ connector: Connector) throws(CallFault) -> ActionDeclaration {
        let ids = connector.manifest.actions.map(\.id)
        guard let target else { throw CallFault(.cannotRun, "Say which action: \(connector.id).\(ids.first ?? "action").") }
        guard let action = connector.manifest.action(target) else {
            throw CallFault(.cannotRun, "\(connector.id) has no action '\(target)'\(NearestName.hint(for: target, among: ids))")
        }
        if let reason = action.disabledReason { throw CallFault(.cannotRun, "The action \(action.id) is disabled: \(reason)") }
        return action
    }
}
