/// CommonMark without raw HTML, link reference definitions and tables. https://spec.commonmark.org/0.31.2/
///
/// All text is escaped, so the answer holds no tag that the writer of the text could choose.
struct Markdown {
    /// Whether each line end within a paragraph is a break.
    var breaksLines = false

    func html(_ text: String) -> String {
        // Of characters, so that CRLF is one line end.
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        if lines.last?.isEmpty == true { lines.removeLast() }
        var html = ""
        for block in BlockParser.blocks(of: lines.map(Line.init), depth: 0) { write(block, isTight: false, into: &html) }
        return html
    }

    private func write(_ block: Block, isTight: Bool, into html: inout String) {
        switch block {
        case .heading(let level, let text):
            html += "<h\(level)>\(inline(text))</h\(level)>\n"
        case .paragraph(let text):
            html += isTight ? inline(text) : "<p>\(inline(text))</p>\n"
        case .code(let language, let text):
            let attribute = language.isEmpty ? "" : " class=\"language-\(language.escapedHTML)\""
            html += "<pre><code\(attribute)>\(text.escapedHTML)</code></pre>\n"
        case .quote(let blocks):
            html += "<blockquote>\n"
            for block in blocks { write(block, isTight: false, into: &html) }
            html += "</blockquote>\n"
        case .list(let list):
            write(list, into: &html)
        case .rule:
            html += "<hr />\n"
        }
    }

    private func write(_ list: Block.List, into html: inout String) {
        html += list.start.map { $0 == 1 ? "<ol>\n" : "<ol start=\"\($0)\">\n" } ?? "<ul>\n"
        for item in list.items {
            html += "<li>"
            if !list.isTight, !item.isEmpty { html += "\n" }
            for (index, block) in item.enumerated() {
                let isText = if case .paragraph = block { list.isTight } else { false }
                if index > 0, !html.hasSuffix("\n") { html += "\n" }
                if index == 0, list.isTight, !isText { html += "\n" }
                write(block, isTight: isText, into: &html)
            }
            html += "</li>\n"
        }
        html += list.start == nil ? "</ul>\n" : "</ol>\n"
    }

    private func inline(_ text: String) -> String {
        var parser = InlineParser(text, breaksLines: breaksLines)
        return parser.html()
    }
}
