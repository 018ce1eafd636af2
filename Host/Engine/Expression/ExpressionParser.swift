import PatchbayJSON

/// A recursive-descent parser of one expression inside a template's bytes.
///
///     expression = primary { "." name | "[" index "]" | "[" string "]" }
///     primary    = name | string | number | "true" | "false" | "null"
///
/// A name is letters, digits and underscores and does not start with a digit; other keys are written `["any key"]`.
struct ExpressionParser {
    let bytes: [UInt8]
    var position: Int

    /// Reads an expression and the `}}` that ends it.
    mutating func parseToClosingBraces() throws(ExpressionError) -> Expression {
        let expression = try parseExpression()
        skipSpace()
        guard take("}}") else {
            throw error(atEnd ? "an expression opened with '{{' is not closed with '}}'" : "expected '}}' or a path, found \(found)")
        }
        return expression
    }

    private mutating func parseExpression() throws(ExpressionError) -> Expression {
        var expression = try parsePrimary()
        while true {
            skipSpace()
            if take(".") {
                expression = .field(of: expression, name: try parseName(after: "'.'"))
            } else if take("[") {
                expression = try parseSubscript(of: expression)
            } else {
                return expression
            }
        }
    }

    private mutating func parsePrimary() throws(ExpressionError) -> Expression {
        skipSpace()
        guard let byte = peek else { throw error("an expression opened with '{{' is not closed with '}}'") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return .literal(.string(try parseString()))
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            return .literal(try parseNumber())
        case UInt8(ascii: "}"):
            throw error("an expression is empty")
        default:
            return named(try parseName(after: "'{{'"))
        }
    }

    private func named(_ name: String) -> Expression {
        switch name {
        case "true": .literal(.bool(true))
        case "false": .literal(.bool(false))
        case "null": .literal(.null)
        default: Expression.Root(rawValue: name).map(Expression.root) ?? .field(of: .field(of: .root(.trigger), name: "body"), name: name)
        }
    }

    private mutating func parseSubscript(of base: Expression) throws(ExpressionError) -> Expression {
        skipSpace()
        let inner: Expression
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            inner = .field(of: base, name: try parseString())
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
            inner = .element(of: base, index: try parseIndex())
        default:
            throw error("expected a position such as [0] or a key such as [\"name\"], found \(found)")
        }
        skipSpace()
        guard take("]") else { throw error("expected ']', found \(found)") }
        return inner
    }
}

// MARK: - Tokens

extension ExpressionParser {
    private mutating func parseName(after previous: String) throws(ExpressionError) -> String {
        skipSpace()
        let start = position
        while let byte = peek, Self.isNameByte(byte) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let first = name.utf8.first else { throw error("expected a name after \(previous), found \(found)") }
        guard !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            throw ExpressionError(message: "'\(name)' is not a name; write [\(name)] for a position or [\"\(name)\"] for a key", offset: start)
        }
        guard peek != UInt8(ascii: "-") else {
            throw ExpressionError(message: "a name has letters, digits and underscores; write another key as [\"\(name)-…\"]", offset: start)
        }
        return name
    }

    /// A string in single or double quotes; a backslash takes the next character as it is, `\n` and `\t` are line feed and tab.
    private mutating func parseString() throws(ExpressionError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        var content: [UInt8] = []
        while let byte = peek, byte != quote {
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            guard let escaped = peek else { break }
            position += 1
            content.append(escaped == UInt8(ascii: "n") ? 10 : escaped == UInt8(ascii: "t") ? 9 : escaped)
        }
        guard peek == quote else { throw ExpressionError(message: "a text in quotes is not closed", offset: start) }
        position += 1
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func parseNumber() throws(ExpressionError) -> JSON {
        let start = position
        while let byte = peek, Self.isNumberByte(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = JSONNumber(text) else { throw ExpressionError(message: "'\(text)' is not a number", offset: start) }
        return .number(number)
    }

    private mutating func parseIndex() throws(ExpressionError) -> Int {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let index = Int(text) else { throw ExpressionError(message: "'\(text)' is not a position in a list", offset: start) }
        return index
    }
}

// MARK: - Bytes

extension ExpressionParser {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    private var atEnd: Bool { position >= bytes.count }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ token: StaticString) -> Bool {
        let wanted = unsafe UnsafeBufferPointer(start: token.utf8Start, count: token.utf8CodeUnitCount)
        guard unsafe bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// What stands at the position, for a sentence.
    private var found: String {
        guard !atEnd else { return "the end" }
        let rest = String(decoding: bytes[position...].prefix(16), as: UTF8.self)
        return "'\(rest.first.map(String.init) ?? "")'"
    }

    private func error(_ message: String) -> ExpressionError {
        ExpressionError(message: message, offset: position)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"): true
        default: false
        }
    }
}
