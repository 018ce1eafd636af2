/// A block of a Markdown document.
indirect enum Block {
    case heading(level: Int, String)
    case paragraph(String)
    case code(language: String, String)
    case quote([Block])
    case list(List)
    case rule

    struct List {
        /// The first number of an ordered list; nil for one with bullets.
        let start: Int?
        var items: [[Block]]
        /// Without blank lines between, so that paragraphs are bare text.
        var isTight: Bool
    }
}

/// A line with its leading blanks counted, tabs to the next multiple of four.
struct Line {
    let indent: Int
    /// Without the leading blanks.
    let text: Substring

    init(_ source: Substring) {
        self.init(source, column: 0)
    }

    /// - Parameter column: Where the source starts on its line, which decides how wide its tabs are.
    init(_ source: Substring, column: Int) {
        var width = column
        var rest = source
        while let first = rest.first, first == " " || first == "\t" {
            width += first == " " ? 1 : 4 - width % 4
            rest = rest.dropFirst()
        }
        (indent, text) = (width - column, rest)
    }

    private init(indent: Int, text: Substring) {
        (self.indent, self.text) = (indent, text)
    }

    var isBlank: Bool { text.isEmpty }

    /// With so many of the leading blanks taken away.
    func dropping(indent count: Int) -> Line { Line(indent: max(0, indent - count), text: text) }

    /// The line as written, tabs as blanks.
    var whole: String { String(repeating: " ", count: indent) + text }
}
