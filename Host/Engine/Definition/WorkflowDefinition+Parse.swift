package import Model
package import PatchbayJSON

extension WorkflowDefinition {
    /// 100 steps: what one workflow may hold.
    package static let maximumSteps = 100

    /// Reads a workflow document; every error is reported at once.
    package static func parse(_ document: JSON) throws(DefinitionError) -> WorkflowDefinition {
        guard case .object(let object) = document else {
            throw DefinitionError(issues: [DefinitionIssue("", "A workflow is an object, not \(document.kindName).")])
        }
        var reader = ObjectReader(object, at: "")
        let name = reader.string("name")
        if name == nil, object["name"] == nil { reader.refuse("name", "A workflow needs a 'name'.") }
        if let name, name.utf8.count > 200 { reader.refuse("name", "'name' must have at most 200 bytes.") }
        let description = reader.value("description").flatMap { $0.isNull ? nil : reader.text($0, of: "description") }
        let trigger = Trigger.parse(&reader)
        let steps = StepListParser.parse(&reader)
        reader.refuseUnsupported([
            "nodes": "'nodes' are not supported yet; write 'steps'.",
            "connections": "'connections' are not supported yet; write 'depends_on' in the steps.",
        ])
        reader.refuseUnknownKeys()
        guard let name, let steps, reader.issues.isEmpty else { throw DefinitionError(issues: reader.issues) }
        return WorkflowDefinition(
            name: name, description: description, trigger: trigger, steps: steps.steps, dependencies: steps.dependencies)
    }

    /// The definition of a run of one action without a workflow: a single step called after the action.
    package static func oneStep(
        connector: String, action: String, connection: ConnectionReference?, input: JSON, timeout: Duration? = nil
    ) -> WorkflowDefinition {
        // The input came over the API and is not a template: `{{` in it is text.
        let step = StepDefinition(
            id: action, connector: connector, action: action, connection: connection, input: .constant(input), retry: .standard,
            timeout: timeout, onError: .fail, inDoubt: .fail)
        return WorkflowDefinition(name: action, description: nil, trigger: .manual, steps: [step], dependencies: [[]])
    }
}

extension WorkflowDefinition.Trigger {
    static func parse(_ reader: inout ObjectReader) -> Self {
        guard let value = reader.value("trigger"), !value.isNull else { return .manual }
        guard case .object(let object) = value else {
            reader.refuse("trigger", "'trigger' must be an object such as {\"type\": \"webhook\", \"path\": \"/orders\"}.")
            return .manual
        }
        var trigger = ObjectReader(object, at: "/trigger")
        defer {
            trigger.refuseUnknownKeys()
            reader.add(trigger.issues)
        }
        guard let type = trigger.choice("type", Kind.self) else {
            if object["type"] == nil { trigger.refuse("type", "A trigger needs a 'type': \"webhook\" or \"manual\".") }
            _ = trigger.value("path")
            return .manual
        }
        guard type == .webhook else { return .manual }
        guard let path = trigger.string("path") else {
            if object["path"] == nil { trigger.refuse("path", "A webhook trigger needs a 'path' such as \"/orders\".") }
            return .manual
        }
        guard let normalized = WebhookPath.normalize(path[...]) else {
            trigger.refuse("path", WebhookPath.rule)
            return .manual
        }
        return .webhook(path: normalized)
    }

    private enum Kind: String, CaseIterable {
        case webhook, manual
    }
}
