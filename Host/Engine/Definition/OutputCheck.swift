import Model
import PatchbayJSON
import PluginHost

/// Holds what expressions read of earlier steps against what the actions of those steps say they answer.
///
/// An action that declares no output, or a part of it without `properties`, may answer anything there.
struct OutputCheck {
    private struct Step {
        let action: String
        let output: JSON?
    }

    private let steps: [String: Step]

    /// `manifest` gives that of a connector, nil where it is not installed.
    init(_ steps: [StepDefinition], manifest: (String) -> Manifest?) {
        self.steps = Dictionary(steps.map { step in
            (step.id, Step(action: "\(step.connector).\(step.action)", output: manifest(step.connector)?.action(step.action)?.outputDocument))
        }) { first, _ in first }
    }

    func findings(in input: Template, at pointer: String) -> [DefinitionIssue] {
        input.expressions(at: pointer).compactMap { pointer, expression in
            sentence(about: expression.expression).map { DefinitionIssue(pointer, $0) }
        }
    }

    private func sentence(about expression: Expression) -> String? {
        guard let path = expression.path, path.root == .steps, case .name(let id)? = path.components.first, let step = steps[id],
            case .name(let part)? = path.components.dropFirst().first
        else { return nil }
        guard Self.parts.contains(part) else {
            return "A step has \(Self.parts.joined(separator: ", ")), but no '\(part)'\(NearestName.hint(for: part, among: Self.parts))"
        }
        guard part == "output", let output = step.output else { return nil }
        return unknownName(in: path.components.dropFirst(2), of: output).map { name, known in
            "The output of \(step.action) declares no '\(name)'\(NearestName.hint(for: name, among: known))"
        }
    }

    /// What ``Scope`` holds of a step that has ended.
    private static let parts = ["output", "state", "error"]

    /// The first name on the way that the schema does not have, with those it has; nil where it leaves the matter open.
    private func unknownName(in path: some Collection<Expression.Component>, of schema: JSON) -> (name: String, known: [String])? {
        var schema = schema
        for component in path {
            switch component {
            case .name(let name):
                guard let properties = schema["properties"]?.object, Self.isClosed(schema) else { return nil }
                guard let property = properties[name] else { return (name, Array(properties.keys)) }
                schema = property
            case .index:
                guard let items = schema["items"], items.object != nil else { return nil }
                schema = items
            }
        }
        return nil
    }

    /// Whether the names in `properties` are meant to be all. A schema that is silent about others is taken at its word, as its
    /// author listed what there is; one that says something of them is not.
    private static func isClosed(_ schema: JSON) -> Bool {
        ["patternProperties", "allOf", "anyOf", "oneOf", "$ref", "if", "dependentSchemas"].allSatisfy { schema[$0] == nil }
            && schema["additionalProperties"].map { $0 == .bool(false) } ?? true
    }
}
