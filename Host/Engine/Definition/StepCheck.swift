import Model
import PatchbayJSON
import PluginHost

/// Holds a step against a manifest of its connector, before its expressions have values.
struct StepCheck {
    let manifest: Manifest

    init(_ manifest: Manifest) {
        self.manifest = manifest
    }

    func obstacles(to step: StepDefinition) -> [StepObstacle] {
        guard let action = manifest.action(step.action) else {
            let hint = NearestName.hint(for: step.action, among: manifest.actions.map(\.id))
            return [StepObstacle(.noAction, "The connector \(manifest.id) has no action '\(step.action)'\(hint)")]
        }
        if let reason = action.disabledReason {
            return [StepObstacle(.disabled, "The action \(action.id) is disabled: \(reason)")]
        }
        return InputCheck(action).obstacles(in: step.input)
    }
}

/// Something in the way of a step.
struct StepObstacle: Hashable {
    enum Kind: Hashable {
        case noAction
        case disabled
        /// A field that the action needs is not given.
        case missing(String)
        /// JSON pointer into the input: a value that does not fit.
        case value(String)
    }

    let kind: Kind
    /// A sentence.
    let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// A JSON pointer into the document that has the step there.
    func place(at pointer: StepPointer) -> String {
        switch kind {
        case .noAction, .disabled: pointer.step + "/action"
        case .missing: pointer.input
        case .value(let value): pointer.input + value
        }
    }
}

/// What can be said of an input before its expressions have values.
private struct InputCheck {
    let action: ActionDeclaration

    init(_ action: ActionDeclaration) { self.action = action }

    func obstacles(in input: Template) -> [StepObstacle] {
        let fields = input.fields
        let known = Set(fields.compactMap { $0.value == nil ? nil : $0.key })
        let present = Set(fields.map(\.key))
        let missing = action.input.fields.filter { $0.isRequired && present.isDisjoint(with: [$0.id] + $0.aliases) }
        let value = action.normalise(.object(JSONObject(fields.map { ($0.key, $0.value ?? .null) })))
        let violations = action.check(value).filter { violation in
            violation.keyword == "additionalProperties" || isAbout(known, violation)
        }
        return violations.map(obstacle)
            + missing.map { StepObstacle(.missing($0.id), "The action \(action.id) needs the field '\($0.id)'.") }
    }

    /// What the schema says of other fields, or of the input as a whole, may be due to values that are yet to come.
    private func isAbout(_ known: Set<String>, _ violation: SchemaViolation) -> Bool {
        guard let field = violation.pointer.tokens.first else { return false }
        let names = action.input.fields.first { $0.id == field }.map { [field] + $0.aliases } ?? [field]
        return !known.isDisjoint(with: names)
    }

    private func obstacle(_ violation: SchemaViolation) -> StepObstacle {
        let name = violation.pointer.tokens.last.map { "'\($0)'" } ?? "The input"
        return StepObstacle(.value(violation.pointer.description), "\(name) \(violation.message).")
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
