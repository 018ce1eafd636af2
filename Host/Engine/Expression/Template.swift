package import PatchbayJSON

/// A JSON value whose strings may hold `{{ expressions }}`, parsed once per workflow version.
///
/// A string that is exactly one expression becomes the expression's value and keeps its type. An expression inside other text
/// becomes text: a string as it is, anything else as JSON. Keys are never templates, and a value that an expression brought in
/// is never looked at again, so foreign data that holds `{{` stays data.
package indirect enum Template: Sendable, Hashable {
    /// Holds no expression anywhere.
    case constant(JSON)
    case expression(SourcedExpression)
    case text([Piece])
    case array([Template])
    case object([Field])

    package enum Piece: Sendable, Hashable {
        case text(String)
        case expression(SourcedExpression)
    }

    package struct Field: Sendable, Hashable {
        package let key: String
        package let value: Template
    }
}

/// An expression with the text it was written as, for sentences about it.
package struct SourcedExpression: Sendable, Hashable {
    package let source: String
    package let expression: Expression
}

extension Template {
    /// Every expression inside, with the JSON pointer of its field below `pointer`.
    package func expressions(at pointer: String) -> [(pointer: String, expression: SourcedExpression)] {
        switch self {
        case .constant: []
        case .expression(let expression): [(pointer, expression)]
        case .text(let pieces): pieces.compactMap { piece in
            if case .expression(let expression) = piece { (pointer, expression) } else { nil }
        }
        case .array(let elements): elements.enumerated().flatMap { $1.expressions(at: pointer + "/\($0)") }
        case .object(let fields): fields.flatMap { $0.value.expressions(at: pointer + "/" + JSONPointer.escaped($0.key)) }
        }
    }
}
