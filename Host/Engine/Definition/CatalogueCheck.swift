import Model
package import PatchbayJSON
package import PluginHost

/// Holds a workflow document against the connectors that are installed now.
///
/// What it finds are warnings: a connector may be installed after the workflow is saved, and runs of a step whose connector is
/// missing wait for it. Values that expressions will bring are not known yet and not checked.
package struct CatalogueCheck: Sendable {
    private let manifest: @Sendable (String) -> Manifest?
    private let names: @Sendable () -> [String]

    package init(_ plugins: PluginHost) {
        manifest = { plugins.connector($0)?.manifest }
        names = { plugins.connectors.map(\.id) }
    }

    package init(_ manifests: [Manifest]) {
        manifest = { name in manifests.first { $0.id == name || $0.aliases.contains(name) } }
        names = { manifests.map(\.id) }
    }

    /// Empty for a document that ``WorkflowStore/validate(_:)`` refuses: those errors come first.
    package func findings(in document: JSON) -> [DefinitionIssue] {
        guard let definition = try? WorkflowDefinition.parse(document) else { return [] }
        let outputs = OutputCheck(definition, manifest: manifest)
        return definition.steps.enumerated().flatMap { position, step in
            let pointer = "/steps/\(position)"
            let inputPointer = pointer + (document["steps"]?[position]?["config"] == nil ? "/input" : "/config")
            return findings(step, at: pointer, input: inputPointer) + outputs.findings(in: step.input, at: inputPointer)
        }
    }

    private func findings(_ step: StepDefinition, at pointer: String, input inputPointer: String) -> [DefinitionIssue] {
        guard let manifest = manifest(step.connector) else {
            let hint = NearestName.hint(for: step.connector, among: names())
            return [DefinitionIssue(pointer, "There is no connector '\(step.connector)' here\(hint)")]
        }
        guard let action = manifest.action(step.action) else {
            let hint = NearestName.hint(for: step.action, among: manifest.actions.map(\.id))
            return [DefinitionIssue(pointer + "/action", "The connector \(manifest.id) has no action '\(step.action)'\(hint)")]
        }
        if let reason = action.disabledReason {
            return [DefinitionIssue(pointer + "/action", "The action \(action.id) is disabled: \(reason)")]
        }
        return InputCheck(action).findings(in: step.input, at: inputPointer)
    }
}

/// What can be said of an input before its expressions have values.
private struct InputCheck {
    let action: ActionDeclaration

    init(_ action: ActionDeclaration) { self.action = action }

    func findings(in input: Template, at pointer: String) -> [DefinitionIssue] {
        let fields = input.fields
        let known = Set(fields.compactMap { $0.value == nil ? nil : $0.key })
        let present = Set(fields.map(\.key))
        let missing = action.input.fields.filter { $0.isRequired && present.isDisjoint(with: [$0.id] + $0.aliases) }
        let value = action.normalise(.object(JSONObject(fields.map { ($0.key, $0.value ?? .null) })))
        let violations = action.check(value).filter { violation in
            violation.keyword == "additionalProperties" || isAbout(known, violation)
        }
        return violations.map { issue($0, at: pointer) }
            + missing.map { DefinitionIssue(pointer, "The action \(action.id) needs the field '\($0.id)'.") }
    }

    /// What the schema says of other fields, or of the input as a whole, may be due to values that are yet to come.
    private func isAbout(_ known: Set<String>, _ violation: SchemaViolation) -> Bool {
        guard let field = violation.pointer.tokens.first else { return false }
        let names = action.input.fields.first { $0.id == field }.map { [field] + $0.aliases } ?? [field]
        return !known.isDisjoint(with: names)
    }

    private func issue(_ violation: SchemaViolation, at pointer: String) -> DefinitionIssue {
        let name = violation.pointer.tokens.last.map { "'\($0)'" } ?? "The input"
        return DefinitionIssue(pointer + violation.pointer.description, "\(name) \(violation.message).")
    }
}

extension Template {
    /// The members of an object, nil for those that hold expressions.
    fileprivate var fields: [(key: String, value: JSON?)] {
        switch self {
        case .constant(let value): (value.object ?? [:]).map { ($0.key, $0.value) }
        case .object(let fields):
            fields.map { field in
                if case .constant(let value) = field.value { (field.key, value) } else { (field.key, nil) }
            }
        case .expression, .text, .array: []
        }
    }
}
