extension Pattern {
    /// `text` with each match replaced by `template`, in which `$1` and `${1}` stand for what a group took, `${name}` for a
    /// named one, `$0` and `$&` for the match, and `$$` for a dollar sign. A group that took no part stands for nothing.
    /// Throws where the template names a group that the pattern has not.
    public func replacing(in text: String, with template: String) throws(PatternError) -> String {
        let pieces = try Template(template, groupNames: program.groupNames).pieces
        var result = ""
        var end = text.startIndex
        for match in matches(in: text) {
            result += text[end..<match.range.lowerBound]
            for piece in pieces {
                switch piece {
                case .text(let text): result += text
                case .group(0): result += match.text
                case .group(let number): result += match.groups[number - 1] ?? ""
                }
            }
            end = match.range.upperBound
        }
        return result + text[end...]
    }
}

/// A replacement, read once.
private struct Template {
    enum Piece {
        case text(String)
        case group(Int)
    }

    private(set) var pieces: [Piece] = []
    private let scalars: [Unicode.Scalar]
    private let groupNames: [String?]
    private var position = 0

    init(_ text: String, groupNames: [String?]) throws(PatternError) {
        scalars = Array(text.unicodeScalars)
        self.groupNames = groupNames
        var plain = ""
        while position < scalars.count {
            let start = position
            position += 1
            guard scalars[start] == "$" else { plain.unicodeScalars.append(scalars[start]); continue }
            if let group = try reference(from: start) {
                if !plain.isEmpty { pieces.append(.text(plain)) }
                pieces.append(.group(group))
                plain = ""
            } else {
                plain += "$"
            }
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
    }

    /// The group meant after a dollar sign; nil for the sign itself.
    private mutating func reference(from start: Int) throws(PatternError) -> Int? {
        switch position < scalars.count ? scalars[position] : nil {
        case "$":
            position += 1
            return nil
        case "&":
            position += 1
            return 0
        case "{":
            guard let end = scalars[position...].firstIndex(of: "}") else { throw error(start, "‘${’ is never closed by ‘}’") }
            let name = text(position + 1, end)
            position = end + 1
            return try number(named: name, from: start)
        case let digit? where ("0"..."9").contains(digit):
            let end = scalars[position...].prefix(2).firstIndex { !("0"..."9").contains($0) } ?? min(position + 2, scalars.count)
            // `$12` is group 12 where there are as many, else group 1 and a 2.
            let length = Int(text(position, end)).map { $0 <= groupNames.count } == true ? end - position : 1
            defer { position += length }
            return try number(named: text(position, position + length), from: start)
        default:
            throw error(start, "a ‘$’ must be followed by a group or another ‘$’")
        }
    }

    private func number(named name: String, from start: Int) throws(PatternError) -> Int {
        if let number = Int(name), (0...groupNames.count).contains(number) { return number }
        if let index = groupNames.firstIndex(of: name), !name.isEmpty { return index + 1 }
        throw error(start, "the pattern has no group ‘\(name)’")
    }

    private func text(_ start: Int, _ end: Int) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[start..<end])
        return text
    }

    private func error(_ position: Int, _ reason: String) -> PatternError {
        PatternError(position, "in the replacement, " + reason)
    }
}
