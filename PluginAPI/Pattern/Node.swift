/// The syntax tree of a pattern.
indirect enum Node {
    case empty
    case scalar(Unicode.Scalar, ignoringCase: Bool)
    case set(ScalarSet)
    case assertion(Assertion)
    case sequence([Node])
    case alternation([Node])
    case repetition(Node, Quantifier)
    /// A capturing group; the first has number 1.
    case group(Node, number: Int)
}

/// How often something repeats: `minimum` times up to `maximum`, without end where that is nil.
struct Quantifier {
    var minimum: Int
    var maximum: Int?
    var isGreedy = true
}

/// What holds at a place between two scalars.
enum Assertion: Hashable {
    case startOfText, endOfText, startOfLine, endOfLine, wordBoundary, noWordBoundary
}
