/// Reads a pattern's text into a tree. Recursive descent: an alternation of sequences of quantified atoms.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    /// The flags in force here; a group restores those from before it.
    var options: Pattern.Options
    /// One entry for each capturing group so far.
    var groupNames: [String?] = []
    var depth = 0

    static let maximumDepth = 100
    static let maximumRepetition = 1000
    static let maximumGroups = 100

    init(_ source: String, options: Pattern.Options) {
        scalars = Array(source.unicodeScalars)
        self.options = options
    }

    mutating func pattern() throws(PatternError) -> Node {
        let node = try alternation()
        guard current == nil else { throw error("this ‘)’ closes nothing; write \\) for the character") }
        return node
    }

    mutating func alternation() throws(PatternError) -> Node {
        var branches = [try sequence()]
        while accept("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    private mutating func sequence() throws(PatternError) -> Node {
        var items: [Node] = []
        while let scalar = current, scalar != "|", scalar != ")" { items.append(try quantified()) }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    private mutating func quantified() throws(PatternError) -> Node {
        let isGroup = current == "("
        let node = try atom()
        let start = position
        guard let quantifier = try quantifier() else { return node }
        switch node {
        case .assertion where !isGroup: throw PatternError(start, "an anchor cannot be repeated")
        case .empty: throw PatternError(start, "there is nothing here to repeat")
        default: break
        }
        let next = position
        guard try self.quantifier() == nil else {
            throw PatternError(next, "a quantifier cannot be quantified; possessive quantifiers do not exist")
        }
        return .repetition(node, quantifier)
    }

    /// The quantifier here, with its `?` if it is lazy; nil where there is none.
    private mutating func quantifier() throws(PatternError) -> Quantifier? {
        var quantifier: Quantifier
        switch current {
        case "*": (quantifier, position) = (Quantifier(minimum: 0), position + 1)
        case "+": (quantifier, position) = (Quantifier(minimum: 1), position + 1)
        case "?": (quantifier, position) = (Quantifier(minimum: 0, maximum: 1), position + 1)
        case "{":
            guard let counted = try countedQuantifier() else { return nil }
            quantifier = counted
        default: return nil
        }
        if accept("?") { quantifier.isGreedy = false }
        return quantifier
    }

    /// `{2}`, `{2,}`, `{2,5}`; anything else that starts with a brace is text.
    private mutating func countedQuantifier() throws(PatternError) -> Quantifier? {
        let start = position
        position += 1
        if let minimum = number() {
            let hasComma = accept(",")
            let maximum = hasComma ? number() : minimum
            if accept("}") {
                guard max(minimum, maximum ?? 0) <= Self.maximumRepetition else {
                    throw PatternError(start, "a quantifier counts to \(Self.maximumRepetition) at most")
                }
                guard minimum <= maximum ?? minimum else { throw PatternError(start, "the counts of a quantifier are the wrong way round") }
                return Quantifier(minimum: minimum, maximum: maximum)
            }
        }
        position = start
        return nil
    }

    /// A decimal number; one past any limit stays just past it.
    private mutating func number() -> Int? {
        var value: Int?
        while let digit = current, ("0"..."9").contains(digit) {
            value = min((value ?? 0) * 10 + Int(digit.value - 48), Self.maximumRepetition + 1)
            position += 1
        }
        return value
    }

    private mutating func atom() throws(PatternError) -> Node {
        let start = position
        guard let scalar = current else { return .empty }
        position += 1
        switch scalar {
        case "(": return try group(from: start)
        case "[": return .set(try scalarClass(from: start))
        case "\\": return try escapedAtom()
        case ".": return .set(options.contains(.dotAll) ? .all : ScalarSet.lineEnds.inverted)
        case "^": return .assertion(options.contains(.multiline) ? .startOfLine : .startOfText)
        case "$": return .assertion(options.contains(.multiline) ? .endOfLine : .endOfText)
        case "*", "+", "?":
            throw PatternError(start, "there is nothing before ‘\(scalar)’ to repeat; write \\\(scalar) for the character")
        case "{":
            position = start
            guard try countedQuantifier() == nil else { throw PatternError(start, "there is nothing before this quantifier to repeat") }
            position = start + 1
            return literal(scalar)
        default: return literal(scalar)
        }
    }

    func literal(_ scalar: Unicode.Scalar) -> Node {
        .scalar(scalar, ignoringCase: options.contains(.caseInsensitive))
    }
}

// MARK: - Reading

extension PatternParser {
    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    mutating func accept(_ text: String) -> Bool {
        let text = text.unicodeScalars
        guard scalars[position...].starts(with: text) else { return false }
        position += text.count
        return true
    }

    func error(_ reason: String) -> PatternError { PatternError(position, reason) }
}
