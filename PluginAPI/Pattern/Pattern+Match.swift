extension Pattern {
    /// The leftmost match.
    public func firstMatch(in text: String) -> Match? {
        var machine = Machine(program, keepingGroups: true)
        return match(Machine.Search(isAnchored: program.isAnchored), &machine, in: text)
    }

    /// Whether there is a match anywhere; cheaper than `firstMatch`.
    public func matches(anywhereIn text: String) -> Bool {
        var machine = Machine(program, keepingGroups: false)
        return machine.run(Machine.Search(isAnchored: program.isAnchored), over: text.utf8.span) != nil
    }

    /// The match that takes the whole text.
    public func wholeMatch(in text: String) -> Match? {
        var machine = Machine(program, keepingGroups: true)
        return match(Machine.Search(isAnchored: true, isWhole: true), &machine, in: text)
    }

    /// All matches from left to right that do not overlap, `limit` at most. After an empty match the search goes on one scalar
    /// further. Each search is linear in what is left of the text.
    public func matches(in text: String, limit: Int = .max) -> [Match] {
        var machine = Machine(program, keepingGroups: true)
        var matches: [Match] = []
        var start = 0
        let size = text.utf8.count
        while start <= size, matches.count < limit {
            let search = Machine.Search(start: start, isAnchored: program.isAnchored)
            guard let slots = machine.run(search, over: text.utf8.span) else { break }
            matches.append(Match(slots, in: text, names: program.groupNames))
            start = slots[1]
            if slots[0] == slots[1] { start += Self.length(ofScalarAt: start, in: text) }
        }
        return matches
    }

    /// The steps a search of `text` takes: at most the program's size for each scalar and one more. It lets a test show that
    /// the work is linear, and a host price a pattern.
    public func steps(searching text: String) -> Int {
        var machine = Machine(program, keepingGroups: true)
        _ = machine.run(Machine.Search(isAnchored: program.isAnchored), over: text.utf8.span)
        return machine.steps
    }

    private func match(_ search: Machine.Search, _ machine: inout Machine, in text: String) -> Match? {
        machine.run(search, over: text.utf8.span).map { Match($0, in: text, names: program.groupNames) }
    }

    private static func length(ofScalarAt offset: Int, in text: String) -> Int {
        let index = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
        return index < text.endIndex ? text.unicodeScalars[index].utf8.count : 1
    }
}
