/// Divides lines into blocks.
struct BlockParser {
    private let lines: [Line]
    private let depth: Int
    private var position = 0
    private var blocks: [Block] = []
    private var paragraph: [Line] = []
    /// Whether a blank line stands between two of the blocks, which makes a list loose.
    private var hasGap = false

    /// Quotes and lists within each other to this depth; deeper ones are text. It bounds the stack.
    private static let deepest = 50

    static func blocks(of lines: [Line], depth: Int) -> [Block] {
        var parser = BlockParser(lines: lines, depth: depth)
        parser.readAll()
        return parser.blocks
    }

    private init(lines: [Line], depth: Int) {
        self.lines = lines
        self.depth = depth
    }

    private var current: Line? { position < lines.count ? lines[position] : nil }

    private mutating func readAll() {
        while let line = current {
            if !line.isBlank, !blocks.isEmpty, paragraph.isEmpty, lines[position - 1].isBlank { hasGap = true }
            read(line)
        }
        endParagraph()
    }

    private mutating func read(_ line: Line) {
        if line.isBlank {
            endParagraph()
            position += 1
        } else if line.isIndentedCode, paragraph.isEmpty {
            readIndentedCode()
        } else if let level = line.underline, !paragraph.isEmpty {
            let text = takeParagraph()
            append(.heading(level: level, text))
        } else if line.isRule {
            append(.rule)
        } else if let heading = line.heading {
            append(.heading(level: heading.level, heading.text))
        } else if let fence = line.fence {
            readFenced(fence, indent: line.indent)
        } else if depth < Self.deepest, line.quoted != nil {
            readQuote()
        } else if depth < Self.deepest, let item = line.item, paragraph.isEmpty || line.interruptsParagraph {
            readList(item)
        } else {
            paragraph.append(line)
            position += 1
        }
    }

    /// Adds a block of one line.
    private mutating func append(_ block: Block) {
        endParagraph()
        blocks.append(block)
        position += 1
    }

    private mutating func endParagraph() {
        if !paragraph.isEmpty { blocks.append(.paragraph(takeParagraph())) }
    }

    /// The paragraph's lines; blanks at a line's end are kept, since two of them break the line.
    private mutating func takeParagraph() -> String {
        defer { paragraph = [] }
        return paragraph.map { String($0.text) }.joined(separator: "\n")
    }

    private mutating func readIndentedCode() {
        var code: [String] = []
        while let line = current, line.isBlank || line.isIndentedCode {
            code.append(line.dropping(indent: 4).whole)
            position += 1
        }
        while code.last?.allSatisfy({ $0 == " " }) == true { code.removeLast() }
        blocks.append(.code(language: "", code.map { $0 + "\n" }.joined()))
    }

    private mutating func readFenced(_ fence: (mark: Character, count: Int, language: String), indent: Int) {
        endParagraph()
        position += 1
        var code = ""
        while let line = current {
            position += 1
            let marks = line.text.prefix { $0 == fence.mark }.count
            if line.indent < 4, marks >= fence.count, line.text.trimmed.count == marks { break }
            code += line.dropping(indent: indent).whole + "\n"
        }
        blocks.append(.code(language: fence.language, code))
    }

    /// A quote goes on over lines without ">" while they continue its paragraph.
    private mutating func readQuote() {
        endParagraph()
        var inner: [Line] = []
        while let line = current {
            if let quoted = line.quoted {
                inner.append(quoted)
            } else if let last = inner.last, Self.continues(line, last) {
                inner.append(line)
            } else {
                break
            }
            position += 1
        }
        blocks.append(.quote(BlockParser.blocks(of: inner, depth: depth + 1)))
    }

    /// Whether a line without its container's marker still belongs to the paragraph that `last` is part of.
    private static func continues(_ line: Line, _ last: Line) -> Bool {
        !line.interruptsParagraph && line.item == nil && last.endsInText
    }

    private mutating func readList(_ first: ItemMarker) {
        endParagraph()
        var list = Block.List(start: first.start, items: [], isTight: true)
        while let line = current, !line.isRule, let marker = line.item, marker.kind == first.kind {
            let (item, endsBlank) = readItem(marker)
            var inner = BlockParser(lines: item, depth: depth + 1)
            inner.readAll()
            list.items.append(inner.blocks)
            if inner.hasGap { list.isTight = false }
            guard endsBlank else { continue }
            if let next = current, !next.isRule, next.item?.kind == first.kind { list.isTight = false }
        }
        blocks.append(.list(list))
    }

    /// The lines of one item, and whether blank lines follow it.
    private mutating func readItem(_ marker: ItemMarker) -> ([Line], endsBlank: Bool) {
        var item = [marker.first]
        position += 1
        // An item may start with one blank line, not more.
        if marker.first.isBlank, current?.isBlank == true { return (item, true) }
        while let line = current {
            if line.isBlank {
                item.append(line)
            } else if line.indent >= marker.contentIndent {
                item.append(line.dropping(indent: marker.contentIndent))
            } else if let last = item.last, Self.continues(line, last) {
                item.append(line)
            } else {
                break
            }
            position += 1
        }
        var endsBlank = false
        while item.count > 1, item.last?.isBlank == true {
            item.removeLast()
            endsBlank = true
        }
        return (item, endsBlank)
    }
}
