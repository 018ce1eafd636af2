extension PatternParser {
    /// `[a-z\d]`, of which the bracket at `start` has been passed. As in ECMA-262 `[]` matches nothing and `[^]` anything.
    mutating func scalarClass(from start: Int) throws(PatternError) -> ScalarSet {
        let isNegated = accept("^")
        var members = ScalarSet.Members()
        while !accept("]") {
            guard current != nil else { throw PatternError(start, "this ‘[’ is never closed") }
            try item(into: &members)
        }
        return ScalarSet(members, isInverted: isNegated, ignoresCase: options.contains(.caseInsensitive))
    }

    private mutating func item(into members: inout ScalarSet.Members) throws(PatternError) {
        let start = position
        let first = try member()
        guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            switch first {
            case .scalar(let scalar): members.ranges.append(scalar...scalar)
            case .set(let other): members.formUnion(other.plainMembers)
            }
            return
        }
        position += 1
        guard case .scalar(let lower) = first, case .scalar(let upper) = try member() else {
            throw PatternError(start, "a range runs from one character to another, not from or to a class")
        }
        guard lower <= upper else { throw PatternError(start, "the ends of the range ‘\(lower)-\(upper)’ are the wrong way round") }
        members.ranges.append(lower...upper)
    }

    private mutating func member() throws(PatternError) -> Escape {
        guard let scalar = current else { throw error("the pattern ends inside a class") }
        if scalar == "[", position + 1 < scalars.count, scalars[position + 1] == ":" {
            throw error("POSIX classes such as [:alpha:] are not supported; write \\p{Alphabetic}, or \\[ for the character")
        }
        position += 1
        guard scalar == "\\" else { return .scalar(scalar) }
        // Inside a class \b is the backspace, as in ECMA-262.
        return accept("b") ? .scalar("\u{8}") : try escape()
    }
}
