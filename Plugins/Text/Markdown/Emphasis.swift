/// A run of `*` or `_`, and what it can do. https://spec.commonmark.org/0.31.2/#delimiter-run
struct Run {
    let mark: Unicode.Scalar
    /// As it was written.
    let length: Int
    /// What is not used up.
    var count: Int
    let canOpen: Bool
    let canClose: Bool

    init(mark: Unicode.Scalar, count: Int, before: Unicode.Scalar?, after: Unicode.Scalar?) {
        let isBlankBefore = before?.properties.isWhitespace ?? true
        let isBlankAfter = after?.properties.isWhitespace ?? true
        let isMarkBefore = before?.isMark ?? false
        let isMarkAfter = after?.isMark ?? false
        let leans = !isBlankAfter && (!isMarkAfter || isBlankBefore || isMarkBefore)
        let leansBack = !isBlankBefore && (!isMarkBefore || isBlankAfter || isMarkAfter)
        self.mark = mark
        (length, self.count) = (count, count)
        canOpen = leans && (mark == "*" || !leansBack || isMarkBefore)
        canClose = leansBack && (mark == "*" || !leans || isMarkAfter)
    }

    /// Rules 9 and 10: when one could do both, lengths must not add up to a multiple of three, unless both are one.
    func opens(for closer: Run) -> Bool {
        guard canOpen, mark == closer.mark, count > 0 else { return false }
        guard canClose || closer.canOpen, (length + closer.length) % 3 == 0 else { return true }
        return length % 3 == 0 && closer.length % 3 == 0
    }
}

/// Pairs runs that open with runs that close.
enum Emphasis {
    /// Where a search for an opener may stop, for each kind of closer: below there is none.
    private struct Bottom: Hashable {
        let mark: Unicode.Scalar
        let canOpen: Bool
        let remainder: Int
    }

    static func resolve(_ pieces: inout [InlineParser.Piece], from start: Int) {
        /// The runs that may still open.
        var openers: [Int] = []
        var bottoms: [Bottom: Int] = [:]
        for index in pieces.indices.dropFirst(start) {
            guard var closer = pieces[index].run else { continue }
            if closer.canClose {
                let kind = Bottom(mark: closer.mark, canOpen: closer.canOpen, remainder: closer.length % 3)
                while closer.count > 0 {
                    let floor = bottoms[kind] ?? -1
                    guard let place = openers.lastIndex(where: { $0 <= floor || pieces[$0].run?.opens(for: closer) == true }),
                        openers[place] > floor
                    else {
                        bottoms[kind] = index - 1
                        break
                    }
                    pair(openers[place], index, &closer, &pieces)
                    let isUsedUp = pieces[openers[place]].run?.count == 0
                    openers.removeSubrange((isUsedUp ? place : place + 1)...)
                }
            }
            pieces[index].run = closer
            if closer.canOpen, closer.count > 0 { openers.append(index) }
        }
        // What is left is text, also for what comes around it.
        for index in pieces.indices.dropFirst(start) { pieces[index].run = nil }
    }

    private static func pair(_ opener: Int, _ index: Int, _ closer: inout Run, _ pieces: inout [InlineParser.Piece]) {
        guard var run = pieces[opener].run else { return }
        let width = run.count >= 2 && closer.count >= 2 ? 2 : 1
        let tag = width == 2 ? "strong" : "em"
        run.count -= width
        closer.count -= width
        pieces[opener].run = run
        pieces[opener].html.removeLast(width)
        pieces[opener].opening = "<\(tag)>" + pieces[opener].opening
        pieces[index].html.removeLast(width)
        pieces[index].closing += "</\(tag)>"
    }
}
