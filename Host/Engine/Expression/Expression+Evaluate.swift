import Model
package import PatchbayJSON

/// Why a template has no value in a scope.
package struct EvaluationError: Error, Hashable, Sendable {
    /// The JSON pointer of the field inside the step's input.
    package var pointer: String
    /// A sentence for the author of the workflow; holds names, never values.
    package let message: String

    package init(pointer: String = "", message: String) {
        self.pointer = pointer
        self.message = message
    }
}

extension Expression {
    package func evaluate(in scope: Scope) throws(EvaluationError) -> JSON {
        switch self {
        case .literal(let value):
            return value
        case .root(let root):
            guard let value = scope.value(of: root) else { throw .init("'\(root.rawValue)' does not exist here.") }
            return value
        case .field(let base, let name):
            return try field(name, of: base.evaluate(in: scope))
        case .element(let base, let index):
            return try element(index, of: base.evaluate(in: scope))
        }
    }

    private func field(_ name: String, of value: JSON) throws(EvaluationError) -> JSON {
        guard case .object(let object) = value else {
            throw .init("'\(description)' does not exist: what precedes '\(name)' is \(value.kindName), not an object.")
        }
        guard let field = object[name] else {
            throw .init("'\(description)' does not exist\(NearestName.hint(for: name, among: object.lazy.map(\.key)))")
        }
        return field
    }

    private func element(_ index: Int, of value: JSON) throws(EvaluationError) -> JSON {
        guard case .array(let elements) = value else {
            throw .init("'\(description)' does not exist: what precedes [\(index)] is \(value.kindName), not a list.")
        }
        guard elements.indices.contains(index) else {
            throw .init("'\(description)' does not exist: the list has \(elements.count) element\(elements.count == 1 ? "" : "s").")
        }
        return elements[index]
    }
}

extension EvaluationError {
    init(_ message: String) {
        self.init(message: message)
    }
}

extension Expression: CustomStringConvertible {
    /// The expression as it could be written, a field of the trigger's body by its bare name.
    package var description: String {
        switch self {
        case .literal(let value): value.text()
        case .root(let root): root.rawValue
        case .field(.field(of: .root(.trigger), name: "body"), let name) where Root(rawValue: name) == nil: name
        case .field(let base, let name): base.description + "." + name
        case .element(let base, let index): base.description + "[\(index)]"
        }
    }
}

extension JSON {
    /// The value's type with its article, for sentences.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
