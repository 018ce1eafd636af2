extension Line {
    /// Four blanks make code, or go on with a paragraph.
    var isIndentedCode: Bool { indent >= 4 && !isBlank }

    /// "---", "* * *".
    var isRule: Bool {
        guard indent < 4, let mark = text.first, "-_*".contains(mark) else { return false }
        let marks = text.filter { $0 != " " && $0 != "\t" }
        return marks.count >= 3 && marks.allSatisfy { $0 == mark }
    }

    /// "## Text ##".
    var heading: (level: Int, text: String)? {
        guard indent < 4 else { return nil }
        let level = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(level)
        guard (1...6).contains(level), rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        var content = rest.trimmed
        let closing = content.suffix(while: "#")
        let before = content.dropLast(closing)
        if closing > 0, before.isEmpty || before.last == " " { content = before.trimmed }
        return (level, String(content))
    }

    /// The level that "===" (1) or "---" (2) gives the paragraph above.
    var underline: Int? {
        guard indent < 4, let mark = text.first, mark == "=" || mark == "-", text.trimmed.allSatisfy({ $0 == mark }) else { return nil }
        return mark == "=" ? 1 : 2
    }

    /// "```swift" or "~~~".
    var fence: (mark: Character, count: Int, language: String)? {
        guard indent < 4, let mark = text.first, mark == "`" || mark == "~" else { return nil }
        let count = text.prefix { $0 == mark }.count
        let info = text.dropFirst(count).trimmed
        guard count >= 3, mark == "~" || !info.contains("`") else { return nil }
        return (mark, count, info.split(separator: " ").first.map { String($0).unescapedMarkdown } ?? "")
    }

    /// What follows ">" and one blank.
    var quoted: Line? {
        guard indent < 4, text.first == ">" else { return nil }
        let rest = Line(text.dropFirst(), column: indent + 1)
        return rest.indent > 0 ? rest.dropping(indent: 1) : rest
    }

    /// The marker of a list's item.
    var item: ItemMarker? {
        guard indent < 4, let first = text.first else { return nil }
        var width = 1
        var start: Int?
        var kind = first
        if !"-+*".contains(first) {
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard (1...9).contains(digits.count), let mark = text.dropFirst(digits.count).first, mark == "." || mark == ")" else {
                return nil
            }
            (width, start, kind) = (digits.count + 1, Int(digits), mark)
        }
        let rest = Line(text.dropFirst(width), column: indent + width)
        guard rest.isBlank || rest.indent > 0 else { return nil }
        // More than four blanks are one, and code.
        let gap = rest.isBlank || rest.indent > 4 ? 1 : rest.indent
        return ItemMarker(kind: kind, start: start, contentIndent: indent + width + gap, first: rest.dropping(indent: gap))
    }

    /// Whether the line, behind the markers of quotes and items, is a paragraph's text.
    var endsInText: Bool {
        if isBlank || isIndentedCode || isRule || heading != nil || fence != nil { return false }
        return (quoted ?? item?.first)?.endsInText ?? true
    }

    /// Whether the line starts something that ends a paragraph.
    var interruptsParagraph: Bool {
        if isBlank || isRule || heading != nil || fence != nil || quoted != nil { return true }
        guard let item else { return false }
        return !item.first.isBlank && (item.start ?? 1) == 1
    }
}

/// "- " or "12. ".
struct ItemMarker {
    /// Lists of different kinds are different lists: a bullet, or what ends the number.
    let kind: Character
    let start: Int?
    /// Where the item's text starts; its other lines are indented as far.
    let contentIndent: Int
    let first: Line
}

extension Substring {
    var trimmed: Substring {
        var rest = self.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }

    /// How many of these characters it ends with.
    func suffix(while character: Character) -> Int {
        reversed().prefix { $0 == character }.count
    }
}
