extension PatternParser {
    /// What a parenthesis begins; `start` is where that stood.
    mutating func group(from start: Int) throws(PatternError) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw PatternError(start, "groups nest deeper than \(Self.maximumDepth) levels") }
        guard accept("?") else { return try capturing(name: nil, from: start) }
        if accept(":") { return try body(from: start) }
        if accept("=") || accept("!") || accept("<=") || accept("<!") {
            throw PatternError(start, "look-around is not supported, for it cannot be matched in linear time")
        }
        if accept("P<") || accept("<") { return try capturing(name: try groupName(), from: start) }
        if accept("P=") || accept("P>") { throw Self.backReference(at: start) }
        return try flagged(from: start)
    }

    private mutating func capturing(name: String?, from start: Int) throws(PatternError) -> Node {
        guard groupNames.count < Self.maximumGroups else { throw PatternError(start, "there are more than \(Self.maximumGroups) groups") }
        groupNames.append(name)
        let number = groupNames.count
        return .group(try body(from: start), number: number)
    }

    /// The content of a group and its closing parenthesis; flags set inside end with it.
    private mutating func body(from start: Int) throws(PatternError) -> Node {
        let outer = options
        defer { options = outer }
        let node = try alternation()
        guard accept(")") else { throw PatternError(start, "this ‘(’ is never closed") }
        return node
    }

    private mutating func groupName() throws(PatternError) -> String {
        let start = position
        var name = ""
        while let scalar = current, scalar != ">" {
            guard scalar == "_" || scalar.properties.isAlphabetic || !name.isEmpty && ("0"..."9").contains(scalar) else {
                throw error("a group's name consists of letters, digits and ‘_’ and does not start with a digit")
            }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard accept(">") else { throw PatternError(start, "the name of the group is never closed by ‘>’") }
        guard !name.isEmpty else { throw PatternError(start, "the name of the group is empty") }
        guard !groupNames.contains(name) else { throw PatternError(start, "there is a group named ‘\(name)’ already") }
        return name
    }

    /// `(?im-s)` for the rest of the enclosing group, `(?im-s:…)` for its own content.
    private mutating func flagged(from start: Int) throws(PatternError) -> Node {
        var flags = options
        var isOn = true
        while let scalar = current, scalar != ")", scalar != ":" {
            switch scalar {
            case "-" where isOn: isOn = false
            case "i": flags.set(.caseInsensitive, isOn)
            case "m": flags.set(.multiline, isOn)
            case "s": flags.set(.dotAll, isOn)
            default: throw error("‘(?\(scalar)’ means nothing here; the flags are i, m and s")
            }
            position += 1
        }
        if accept(")") {
            options = flags
            return .empty
        }
        guard accept(":") else { throw PatternError(start, "this ‘(’ is never closed") }
        let outer = options
        options = flags
        defer { options = outer }
        return try body(from: start)
    }
}

extension Pattern.Options {
    fileprivate mutating func set(_ option: Self, _ isOn: Bool) {
        if isOn { insert(option) } else { remove(option) }
    }
}
