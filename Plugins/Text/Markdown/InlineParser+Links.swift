extension InlineParser {
    /// At "]": makes a link or an image of what stands since the bracket, when a target follows in parentheses.
    mutating func closeBracket() {
        guard let bracket = brackets.popLast(), bracket.isActive, let link = target(after: position + 1) else {
            append(html: "]")
            position += 1
            return
        }
        flush()
        Emphasis.resolve(&pieces, from: bracket.piece + 1)
        let content = pieces[(bracket.piece + 1)...].map(\.whole).joined()
        let title = link.title.map { " title=\"\($0.escapedHTML)\"" } ?? ""
        let address = LinkTarget.attribute(link.address)
        pieces.removeSubrange(bracket.piece...)
        if bracket.isImage {
            append(html: "<img src=\"\(address)\" alt=\"\(content.withoutTags)\"\(title) />")
        } else {
            append(html: "<a href=\"\(address)\"\(title)>\(content)</a>")
            for index in brackets.indices where !brackets[index].isImage { brackets[index].isActive = false }
        }
        position = link.end
    }

    /// Reads "(address "title")".
    private func target(after start: Int) -> (address: String, title: String?, end: Int)? {
        guard start < scalars.count, scalars[start] == "(" else { return nil }
        var at = skipBlanks(start + 1)
        guard let (address, end) = address(at) else { return nil }
        at = skipBlanks(end)
        var title: String?
        if at > end, at < scalars.count, let close = Self.closer(of: scalars[at]) {
            // A title has no end further away than anybody writes; the bound keeps a failed look short.
            guard let quote = scalars[(at + 1)...].prefix(1000).firstUnescaped(close) else { return nil }
            title = string(at + 1..<quote).unescapedMarkdown
            at = skipBlanks(quote + 1)
        }
        guard at < scalars.count, scalars[at] == ")" else { return nil }
        return (address.unescapedMarkdown, title, at + 1)
    }

    private func address(_ start: Int) -> (String, end: Int)? {
        guard start < scalars.count else { return nil }
        if scalars[start] == "<" {
            guard let end = scalars[(start + 1)...].prefix(4000).firstUnescaped(">"), !scalars[start..<end].contains("\n") else { return nil }
            return (string(start + 1..<end), end + 1)
        }
        var depth = 0
        var at = start
        // An address is short, for the same reason as a title.
        while at < scalars.count, at - start < 4000, scalars[at].value > 0x20 {
            if scalars[at] == "\\", at + 1 < scalars.count, scalars[at + 1].isPunctuation {
                at += 1
            } else if scalars[at] == "(" {
                depth += 1
            } else if scalars[at] == ")" {
                if depth == 0 { break }
                depth -= 1
            }
            at += 1
        }
        return depth == 0 ? (string(start..<min(at, scalars.count)), min(at, scalars.count)) : nil
    }

    private func skipBlanks(_ start: Int) -> Int {
        var at = start
        while at < scalars.count, [" ", "\t", "\n"].contains(scalars[at]) { at += 1 }
        return at
    }

    private static func closer(of opener: Unicode.Scalar) -> Unicode.Scalar? {
        switch opener {
        case "\"": "\""
        case "'": "'"
        case "(": ")"
        default: nil
        }
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate func firstUnescaped(_ wanted: Unicode.Scalar) -> Int? {
        var isEscaped = false
        for index in indices {
            if !isEscaped, self[index] == wanted { return index }
            isEscaped = !isEscaped && self[index] == "\\"
        }
        return nil
    }
}

extension String {
    /// The text of HTML, for an image's description. Whatever is in angle brackets is a tag, since text has none.
    fileprivate var withoutTags: String {
        var text = ""
        var isTag = false
        for character in self {
            if character == "<" { isTag = true } else if character == ">" { isTag = false } else if !isTag { text.append(character) }
        }
        return text
    }
}
