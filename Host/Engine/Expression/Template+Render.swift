package import PatchbayJSON

extension Template {
    /// 1 MiB of JSON, roughly: what a rendered input may hold.
    package static let standardLimit = 1 << 20

    /// The value of the template in `scope`.
    package func render(in scope: Scope, limit: Int = Template.standardLimit) throws(EvaluationError) -> JSON {
        if case .constant(let value) = self { return value }
        var renderer = TemplateRenderer(scope: scope, budget: limit, limit: limit)
        return try renderer.render(self, at: "")
    }
}

/// One rendering: the scope and how many bytes it may still produce.
private struct TemplateRenderer {
    let scope: Scope
    var budget: Int
    let limit: Int

    mutating func render(_ template: Template, at pointer: String) throws(EvaluationError) -> JSON {
        switch template {
        case .constant(let value):
            return value
        case .expression(let expression):
            let value = try evaluate(expression, at: pointer)
            try spend(value.approximateSize, at: pointer)
            return value
        case .text(let pieces):
            return .string(try text(of: pieces, at: pointer))
        case .array(let elements):
            var rendered: [JSON] = []
            rendered.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() { rendered.append(try render(element, at: pointer + "/\(index)")) }
            return .array(rendered)
        case .object(let fields):
            var rendered = JSONObject()
            for field in fields { rendered[field.key] = try render(field.value, at: pointer + "/" + JSONPointer.escaped(field.key)) }
            return .object(rendered)
        }
    }

    private mutating func text(of pieces: [Template.Piece], at pointer: String) throws(EvaluationError) -> String {
        var text = ""
        for piece in pieces {
            let part: String
            switch piece {
            case .text(let constant): part = constant
            case .expression(let expression):
                let value = try evaluate(expression, at: pointer)
                // Measured before it is written out, so that a huge value costs no memory.
                try spend(value.approximateSize, at: pointer)
                part = value.string ?? value.text()
            }
            text += part
        }
        return text
    }

    private func evaluate(_ expression: SourcedExpression, at pointer: String) throws(EvaluationError) -> JSON {
        do {
            return try expression.expression.evaluate(in: scope)
        } catch {
            throw EvaluationError(pointer: pointer, message: error.message)
        }
    }

    private mutating func spend(_ size: Int, at pointer: String) throws(EvaluationError) {
        budget -= size
        guard budget >= 0 else {
            throw EvaluationError(pointer: pointer, message: "The values of this step's expressions exceed \(limit) bytes.")
        }
    }
}

extension JSON {
    /// The bytes of the value's text, escapes not counted.
    fileprivate var approximateSize: Int {
        switch self {
        case .null, .bool: 5
        case .number(let number): number.text.utf8.count
        case .string(let text): text.utf8.count + 2
        case .array(let elements): elements.reduce(2) { $0 + $1.approximateSize + 1 }
        case .object(let object): object.reduce(2) { $0 + $1.key.utf8.count + 4 + $1.value.approximateSize }
        }
    }
}
