/// Turns the text of a paragraph or heading into HTML: emphasis, code, links, images, breaks.
///
/// Works through the text once and keeps, as CommonMark's appendix describes, runs of `*` and `_` and opening brackets aside
/// until something closes them. So it takes no time in the square of the text's length.
struct InlineParser {
    /// A piece of the answer.
    struct Piece {
        /// HTML; for a run of `*` or `_` what is left of it.
        var html: String
        var run: Run?
        /// Tags that emphasis puts before and after what is left of a run.
        var closing = ""
        var opening = ""

        var whole: String { closing + html + opening }
    }

    /// An opening bracket that waits for its link.
    struct Bracket {
        let piece: Int
        let isImage: Bool
        /// False within a link: links hold no links.
        var isActive = true
    }

    let scalars: [Unicode.Scalar]
    private let breaksLines: Bool
    var position = 0
    var pieces: [Piece] = []
    var brackets: [Bracket] = []
    private var plain = ""
    /// From where on there is no run of so many backticks any more: looking once is enough.
    private var missingTicks: Set<Int> = []
    /// From where on there is no `>` any more.
    private var isAngleMissing = false

    init(_ text: String, breaksLines: Bool) {
        scalars = Array(text.unicodeScalars)
        self.breaksLines = breaksLines
    }

    mutating func html() -> String {
        while position < scalars.count { read(scalars[position]) }
        flush()
        Emphasis.resolve(&pieces, from: 0)
        return pieces.map(\.whole).joined().droppingTrailingBlanks
    }

    private mutating func read(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\\": readBackslash()
        case "`": readCode()
        case "*", "_": readRun(scalar)
        case "[": open(isImage: false, width: 1)
        case "!" where peek(1) == "[": open(isImage: true, width: 2)
        case "]": closeBracket()
        case "<": readAutolink()
        case "&": readEntity()
        case "\n": readLineEnd()
        default:
            plain.appendEscaped(scalar)
            position += 1
        }
    }

    func peek(_ distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    /// Ends the plain text read so far.
    mutating func flush() {
        if !plain.isEmpty { pieces.append(Piece(html: plain)) }
        plain = ""
    }

    mutating func append(html: String) {
        flush()
        pieces.append(Piece(html: html))
    }

    private mutating func readBackslash() {
        position += 1
        guard let next = peek(0) else { return plain.appendEscaped("\\") }
        if next == "\n" {
            plain += "<br />\n"
            position += 1
        } else if next.isPunctuation {
            plain.appendEscaped(next)
            position += 1
        } else {
            plain.appendEscaped("\\")
        }
    }

    private mutating func readLineEnd() {
        let isBreak = breaksLines || plain.hasSuffix("  ")
        plain = plain.droppingTrailingBlanks + (isBreak ? "<br />\n" : "\n")
        position += 1
        while peek(0) == " " || peek(0) == "\t" { position += 1 }
    }

    private mutating func readCode() {
        let start = position
        let count = ticks(at: start)
        position += count
        if !missingTicks.contains(count) {
            var end = position
            while end < scalars.count {
                guard scalars[end] == "`" else {
                    end += 1
                    continue
                }
                let closing = ticks(at: end)
                if closing == count { return finishCode(position..<end, width: count) }
                end += closing
            }
            missingTicks.insert(count)
        }
        plain += String(repeating: "`", count: count)
    }

    private func ticks(at start: Int) -> Int { scalars[start...].prefix { $0 == "`" }.count }

    /// Line ends are blanks within code, and one blank at each end is for backticks to lean on.
    private mutating func finishCode(_ range: Range<Int>, width: Int) {
        var code = string(range).map { $0 == "\n" ? " " : $0 }
        if code.first == " ", code.last == " ", code.count > 1, code.contains(where: { $0 != " " }) {
            code = Array(code.dropFirst().dropLast())
        }
        append(html: "<code>\(String(code).escapedHTML)</code>")
        position = range.upperBound + width
    }

    /// "<https://example.org>" or "<me@example.org>"; any other "<" is text.
    private mutating func readAutolink() {
        guard !isAngleMissing, let end = scalars[position...].firstIndex(of: ">") else {
            isAngleMissing = true
            return readPlain()
        }
        let text = scalars[(position + 1)..<end].prefix { $0.value > 0x20 && $0 != "<" }
        guard position + 1 + text.count == end else { return readPlain() }
        let target = string(position + 1..<end)
        if let colon = target.firstIndex(of: ":"), (2...32).contains(target[..<colon].count),
            target[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) })
        {
            append(html: "<a href=\"\(LinkTarget.attribute(target))\">\(target.escapedHTML)</a>")
        } else if target.split(separator: "@", omittingEmptySubsequences: false).map(\.isEmpty) == [false, false] {
            append(html: "<a href=\"\(LinkTarget.attribute("mailto:" + target))\">\(target.escapedHTML)</a>")
        } else {
            return readPlain()
        }
        position = end + 1
    }

    /// "&copy;", "&#169;" and "&#xA9;" stay what they are; any other "&" is text.
    private mutating func readEntity() {
        let name = scalars[(position + 1)...].prefix(32).prefix { $0 == "#" || $0.isLetterOrDigit }
        guard peek(name.count + 1) == ";", Self.isEntity(name) else { return readPlain() }
        let end = position + name.count + 2
        plain += string(position..<end)
        position = end
    }

    private static func isEntity(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
        guard name.first == "#" else { return name.first.map { !$0.isDigit } == true && !name.contains("#") }
        let number = name.dropFirst()
        if number.first == "x" || number.first == "X" {
            return (1...6).contains(number.count - 1) && number.dropFirst().allSatisfy(\.properties.isASCIIHexDigit)
        }
        return (1...7).contains(number.count) && number.allSatisfy(\.isDigit)
    }

    private mutating func readPlain() {
        plain.appendEscaped(scalars[position])
        position += 1
    }

    private mutating func readRun(_ mark: Unicode.Scalar) {
        let count = scalars[position...].prefix { $0 == mark }.count
        let before = position == 0 ? nil : scalars[position - 1]
        let after = peek(count)
        flush()
        pieces.append(
            Piece(
                html: String(repeating: Character(mark), count: count),
                run: Run(mark: mark, count: count, before: before, after: after)))
        position += count
    }

    private mutating func open(isImage: Bool, width: Int) {
        append(html: isImage ? "![" : "[")
        brackets.append(Bracket(piece: pieces.count - 1, isImage: isImage))
        position += width
    }
}

extension String {
    fileprivate var droppingTrailingBlanks: String {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
