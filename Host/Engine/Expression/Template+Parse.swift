package import PatchbayJSON

extension Template {
    /// Parses every string of `value`; each bad expression is one issue, so the author sees all of them at once.
    package static func parse(_ value: JSON, at pointer: String, issues: inout [DefinitionIssue]) -> Template {
        switch value {
        case .null, .bool, .number:
            return .constant(value)
        case .string(let text):
            do {
                return try parse(text)
            } catch {
                issues.append(DefinitionIssue(pointer, "\(error.message) (at character \(error.offset + 1))."))
                return .constant(value)
            }
        case .array(let elements):
            let parsed = elements.enumerated().map { parse($1, at: pointer + "/\($0)", issues: &issues) }
            return parsed.allSatisfy(\.isConstant) ? .constant(value) : .array(parsed)
        case .object(let object):
            let fields = object.map { Field(key: $0.key, value: parse($0.value, at: pointer + "/" + JSONPointer.escaped($0.key), issues: &issues)) }
            return fields.allSatisfy(\.value.isConstant) ? .constant(value) : .object(fields)
        }
    }

    /// Parses one string.
    package static func parse(_ text: String) throws(ExpressionError) -> Template {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var start = 0
        var position = 0
        while let open = Self.openingBraces(in: bytes, from: position) {
            var parser = ExpressionParser(bytes: bytes, position: open + 2)
            let expression = try parser.parseToClosingBraces()
            if open > start { pieces.append(.text(String(decoding: bytes[start..<open], as: UTF8.self))) }
            let source = String(decoding: bytes[open + 2..<parser.position - 2], as: UTF8.self)
            pieces.append(.expression(SourcedExpression(source: source.trimmed, expression: expression)))
            start = parser.position
            position = start
        }
        if pieces.isEmpty { return .constant(.string(text)) }
        if start < bytes.count { pieces.append(.text(String(decoding: bytes[start...], as: UTF8.self))) }
        if pieces.count == 1, case .expression(let expression) = pieces[0] { return .expression(expression) }
        return .text(pieces)
    }

    private var isConstant: Bool {
        if case .constant = self { true } else { false }
    }

    private static func openingBraces(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") { return index }
            index += 1
        }
        return nil
    }
}

extension String {
    fileprivate var trimmed: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let tail = utf8.drop(while: isSpace)
        return String(decoding: tail.reversed().drop(while: isSpace).reversed(), as: UTF8.self)
    }
}
